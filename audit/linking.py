"""Hold the seals against each other, and the chain against what of it is kept outside."""

from collections.abc import Iterable, Sequence

from audit import chain
from audit.anchors import Anchored
from audit.findings import Finding, Kind
from audit.models import Seal


class Links:
    """Follows the chain from its first seal to its last."""

    def __init__(self, anchors: Sequence[Anchored]) -> None:
        self.findings: list[Finding] = []
        self.count = 0
        self.last: Seal | None = None
        self._anchors = set(anchors)

    def follow(self, seals: Iterable[Seal], *, whole: bool) -> None:
        """Look at each seal and at how it hangs on the one before. `whole`: with the entries it holds."""
        for seal in seals:
            self._look(seal, whole)
            self._compare(seal)
            self.count += 1
            self.last = seal

    def end(self, next_number: int) -> None:
        """No seal is left: the chain must have come as far as it ever was, and past every anchor."""
        last = self.last.number if self.last else 0
        if next_number > last + 1:
            self._add(Kind.CUT, f"链的尾巴被切掉了：封存到过第 {next_number - 1} 号，现在只到{place(last)}。")
        for anchored in sorted(self._anchors, key=lambda one: one.number or 0):
            if anchored.number and anchored.number > last:
                words = f"链的尾巴被切掉了：外面存着第 {anchored.number} 号，现在只到{place(last)}。"
                self._add(Kind.CUT, words)
            else:
                words = f"整条链被重写过：外面存的校验码 {anchored.hash[:16]}… 在现在的链里找不到。"
                self._add(Kind.REWRITTEN, words)

    def _look(self, seal: Seal, whole: bool) -> None:
        expected = chain.hash_of(
            number=seal.number,
            sealed_at=seal.sealed_at,
            horizon=seal.horizon,
            next_xid=seal.next_xid,
            count=seal.count,
            digest=seal.digest,
            previous=seal.previous,
        )
        leaves = bytes(seal.leaves) if whole else b""
        holds = not whole or (
            chain.digest_of(leaves) == seal.digest and len(leaves) == seal.count * chain.LEAF.size
        )
        if seal.hash != expected or not holds:
            self._add(Kind.BROKEN, f"第 {seal.number} 号封存本身被改过，和它的校验码对不上。")

    def _compare(self, seal: Seal) -> None:
        number = self.last.number if self.last else 0
        if seal.number > number + 1:
            missing = (
                f"第 {number + 1}～{seal.number - 1} 号"
                if seal.number > number + 2
                else f"第 {number + 1} 号"
            )
            self._add(Kind.CUT, f"{missing}封存不见了，链在这里被切断过。")
        if seal.previous != (self.last.hash if self.last else chain.FIRST):
            self._add(Kind.BROKEN, f"第 {seal.number} 号封存接不上前一号，前面的封存被换过。")
        met = {one for one in self._anchors if one.hash == seal.hash}
        for anchored in self._anchors - met:
            if anchored.number == seal.number:
                words = f"第 {seal.number} 号封存和外面存的不一样：这一号和它前面的链被重写过。"
                self._add(Kind.REWRITTEN, words)
                met.add(anchored)
        self._anchors -= met

    def _add(self, kind: Kind, words: str) -> None:
        self.findings.append(Finding(kind, words))


def place(number: int) -> str:
    return f"第 {number} 号" if number else "开头，一号也没有"
