from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo.assessing import assess
from demo.county import COUNTY_NAME
from demo.drawings import hang_pictures
from demo.founding import found
from demo.keeping import keep_ledger
from demo.loading import Loaded, load_cases, loaded_cases
from demo.petitioning import petition
from demo.programme import pilot_year
from demo.quarrels import quarrel
from demo.reporting import report_quarter
from demo.rounds import go_round
from demo.scenes import play
from demo.scoring import score_quarters
from demo.tables import set_tables
from demo.using import use_results
from figures.models import RolledUpMonth

CASES = 6000
WRONG_ARGUMENT = 2


class Command(BaseCommand):
    help = f"装入演示县（{COUNTY_NAME}）：真实区划，虚构的网格、单位、人员和案件。可以重复运行。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", default="", metavar="年-月-日", help="案件到哪一天为止，不写就是今天")
        parser.add_argument(
            "--cases", type=int, default=CASES, metavar="件数", help=f"大约多少件，默认 {CASES}"
        )

    def handle(self, *, until: str, cases: int, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("这里是正式环境，不能装入演示数据。要看演示，请在另一台机器上运行 make demo。")
        last = last_day(until)
        if cases < 0:
            raise CommandError("件数不能是负数，改一个。", returncode=WRONG_ARGUMENT)
        county = found()
        if fresh := "，".join(f"{name} {count}" for name, count in county.added.items() if count):
            self.stdout.write(f"{COUNTY_NAME}：新增{fresh}。")
        if known := loaded_cases():
            self.stdout.write(f"演示案件已经有 {known} 件，没有再装。要重新来，请用 make demo-reset。")
        else:
            loaded = load_cases(county, until=last, now=timezone.now(), count=cases)
            self.stdout.write(
                f"{summary(loaded)}配图 {hang_pictures()} 张，刚刚办的 {play()} 步，纠纷 {quarrel()} 件，"
                f"约好的、鉴定的、网上申请的 {set_tables()} 件，排查签报 {go_round()} 个单位，"
                f"信访 {petition()} 件，稳评 {assess()} 件，季度报送 {report_quarter()} 个单位，"
                f"任务 {pilot_year()} 件，台账 {keep_ledger()} 条，"
                f"考核 {score_quarters()} 个季度，结果运用 {use_results()} 件。"
            )
            roll_up(loaded)


def last_day(until: str) -> date:
    """The day that was given, or today. Raises CommandError where it is none or lies ahead."""
    today = timezone.localdate()
    try:
        day = date.fromisoformat(until) if until else today
    except ValueError as error:
        raise CommandError(
            f"日期“{until}”写得不对，要像 2026-06-30 这样写。", returncode=WRONG_ARGUMENT
        ) from error
    if day > today:
        raise CommandError(f"{day} 还没到，演示案件只到今天（{today}）为止。", returncode=WRONG_ARGUMENT)
    return day


def summary(loaded: Loaded) -> str:
    return f"虚构案件 {loaded.cases} 件（{loaded.first} 至 {loaded.last}），其中在办 {loaded.open} 件，"


def roll_up(loaded: Loaded) -> None:
    """Count all months of the cases, so that boards and reports have their numbers at once."""
    if RolledUpMonth.objects.exists():
        return
    call_command("roll_up", "--from", f"{loaded.first:%Y-%m}", "--to", f"{loaded.last:%Y-%m}")
