"""What is strange in a file but stops no row: counted, with the lines where it stands. Pure."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

SHOWN = 5


@dataclass
class Oddities:
    """Sentences with the lines they are true of, in the order in which they were met."""

    lines: dict[str, list[int]] = field(default_factory=dict)

    def note(self, line: int, sentence: str) -> None:
        self.lines.setdefault(sentence, []).append(line)

    def count(self, sentence: str) -> int:
        return len(self.lines.get(sentence, ()))

    def told(self) -> list[str]:
        """A sentence each, with how many rows and the first of them."""
        return [
            f"{sentence}：{len(lines)} 行（{lines_told(lines)}）" for sentence, lines in self.lines.items()
        ]


@dataclass
class Numbering:
    """Whether each number in an id column goes with one name, and each name with one number."""

    label: str
    lines: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # (number, name) -> lines

    def note(self, line: int, number: str, name: str) -> None:
        self.lines.setdefault((number, name), []).append(line)

    def doubled(self, place: int) -> dict[str, Counter[str]]:
        """By number (place 0) or by name (1): those with several of the other, and how many rows each."""
        found: dict[str, Counter[str]] = defaultdict(Counter)
        for pair, lines in self.lines.items():
            found[pair[place]][pair[1 - place]] += len(lines)
        return {key: others for key, others in found.items() if len(others) > 1}

    def swapped(self) -> list[int]:
        """Lines where a name stands with another number than it mostly does."""
        usual = {name: numbers.most_common(1)[0][0] for name, numbers in self.doubled(1).items()}
        return sorted(
            line
            for (number, name), lines in self.lines.items()
            if name in usual and usual[name] != number
            for line in lines
        )

    def told(self) -> list[str]:
        """Sentences about numbers with several names, and names with several numbers."""
        numbers, names, swapped = self.doubled(0), self.doubled(1), self.swapped()
        told = []
        if numbers:
            told.append(f"{self.label}：{len(numbers)} 个编号各有几个名称（{doubles_told(numbers)}）")
        if names:
            told.append(
                f"{self.label}：{len(names)} 个名称各有几个编号（{doubles_told(names)}），"
                f"和常用编号不同的有 {len(swapped)} 行（{lines_told(swapped)}）"
            )
        return told


def doubles_told(doubled: dict[str, Counter[str]]) -> str:
    return "；".join(
        f"{key}：{'、'.join(f'{other} {count} 行' for other, count in others.most_common())}"
        for key, others in doubled.items()
    )


def lines_told(lines: list[int]) -> str:
    shown = "、".join(str(line) for line in lines[:SHOWN])
    return f"第 {shown}{' …' if len(lines) > SHOWN else ''} 行"
