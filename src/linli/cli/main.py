"""`linli COMMAND`: what can be done from a terminal. Errors go to standard error with a status that is not zero."""

import argparse
import csv
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID


def main() -> int:
    """Read the command line, set Django up under the jobs' login (the owner's, which may COPY, for `simulate`;
    none for those that ask the database nothing), and run one command."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "linli.config.settings")
    parser = _parser()
    chosen = parser.parse_args()
    os.environ.setdefault("LINLI_DATABASE_ROLE", "owner" if chosen.command == "simulate" else "jobs")
    if chosen.command not in _ALONE:
        _set_up()
    from django.db import DataError

    from linli.kit.errors import Problem

    try:
        return (_ALONE.get(chosen.command) or _commands()[chosen.command])(chosen)
    except Problem as problem:
        print(f"{problem.zh}\n{problem.en}", file=sys.stderr)
    except (csv.Error, RecursionError, DataError):
        words = "文件里有读不了的内容：太长、嵌套太深或有控制字符 the file holds what cannot be read"
        print(f"没有完成 not done: {words}", file=sys.stderr)
    except (OSError, ValueError) as error:
        print(f"没有完成 not done: {error}", file=sys.stderr)
    return 1


def _set_up() -> None:
    import django
    from django.apps import apps

    if not apps.ready:  # a second setting up would bind the log to whatever standard error is just now
        django.setup()


def _plan(chosen: argparse.Namespace) -> int:
    """It asks the database nothing, and its seconds count."""
    from linli.cli import routing

    return routing.solve(Path(chosen.instance), seconds=chosen.seconds, seed=chosen.seed)


def _hot(chosen: argparse.Namespace) -> int:
    """It reads a file and nothing else."""
    from linli.cli import heating

    at = heating.end_of(chosen.at) if chosen.at else None
    return heating.hot(Path(chosen.file), as_json=chosen.json, at=at)


def _classify(chosen: argparse.Namespace) -> int:
    """It learns from files alone."""
    from linli.cli import classifying

    if chosen.what == "train":
        return classifying.train(Path(chosen.file), out=Path(chosen.out))
    return classifying.predict(Path(chosen.file), model=Path(chosen.model))


def _address(chosen: argparse.Namespace) -> int:
    from linli.cli import addressing

    if chosen.what == "train":
        return addressing.train(Path(chosen.file), out=Path(chosen.out))
    return addressing.parse(Path(chosen.file), model=Path(chosen.model))


_ALONE: dict[str, Callable[[argparse.Namespace], int]] = {
    "plan": _plan,
    "classify": _classify,
    "hot": _hot,
    "address": _address,
}
"""Commands that ask the database nothing."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="linli", description="邻里 Linli")
    commands = parser.add_subparsers(dest="command", required=True)
    init = commands.add_parser(
        "init",
        help="新站点：装载字典、区划和第一位管理员 a new site: dictionaries, divisions, first administrator",
    )
    init.add_argument(
        "--area", required=True, help="管理员管的区域编码 the administrator's area, such as 320508"
    )
    init.add_argument("--admin", required=True, help="登录名 sign-in name")
    init.add_argument("--name", required=True, help="姓名 name")
    grids = commands.add_parser(
        "grids", help="装载网格边界 load grids from GeoJSON (properties code, name, kind)"
    )
    grids.add_argument("file")
    _coordinates(grids)
    _parse_people(commands)
    _parse_privacy(commands)
    demo = commands.add_parser("demo", help="装载演示社区（合成数据） load the demo community, once")
    demo.add_argument("--matters", type=int, default=3000, help="合成事项数 how many synthetic matters")
    ingest = commands.add_parser("ingest", help="灌入真实留言 pour real messages in")
    ingest.add_argument("files", nargs="+", help=".xlsx: timeline.xlsx, replies.xlsx")
    _parse_register(commands)
    _parse_words(commands)
    _parse_reindex(commands)
    _parse_plan(commands)
    _parse_hot(commands)
    _parse_classify(commands)
    commands.add_parser("worker", help="后台任务 the job worker")
    _parse_keys(commands)
    divisions = commands.add_parser("divisions", help="装载区划 load divisions from a CSV (code,name)")
    divisions.add_argument(
        "file", nargs="?", help="不给则装载随附的598个社区 without a file: the shipped ones"
    )
    return parser


def _parse_keys(commands: Any) -> None:
    key = commands.add_parser("key", help="发放接口密钥 issue a key for another system")
    key.add_argument("name", help="给谁用 for whom")
    key.add_argument("--area", required=True, help="区域编码 area code")
    keys = commands.add_parser("keys", help="列出接口密钥 list the open keys")
    keys.add_argument("--close", metavar="ID", type=UUID, help="停用这一个 close this one")


def _parse_privacy(commands: Any) -> None:
    """What is done about sealed values and what is kept no longer."""
    data_keys = commands.add_parser(
        "data-keys",
        help="加密钥匙：有哪几把、换钥匙换到哪里 keys of sealed values, and how far changing has come",
    )
    data_keys.add_argument("--new", action="store_true", help="做一把新的，一分钟后启用 make a new one")
    data_keys.add_argument("--reseal", action="store_true", help="现在就换完 seal anew now, to the end")
    data_keys.add_argument("--drop", metavar="N", type=int, help="销毁这一把旧的 destroy this old one")
    retention = commands.add_parser(
        "retention", help="清掉到期的个人信息 remove what is kept of people no longer"
    )
    retention.add_argument("--dry-run", action="store_true", help="只说会清谁 only say who would go")


def _parse_words(commands: Any) -> None:
    """What is read out of words: places of the register, addresses."""
    locate = commands.add_parser("locate", help="从文字里认地点 which place of the register a text speaks of")
    locate.add_argument("texts", nargs="+", metavar="TEXT")
    locate.add_argument("--json", action="store_true", help="一个 JSON 文档 as one JSON document")
    locate.add_argument(
        "--community",
        default="",
        metavar="CODE",
        help="社区或网格编码，不给则演示社区 community or grid; without it: the demo community",
    )

    address = commands.add_parser("address", help="拆地址 cut addresses into their parts")
    what = address.add_subparsers(dest="what", required=True)
    train = what.add_parser("train", help="从标好的地址学 learn from marked addresses")
    train.add_argument(
        "file", help="一行一个字和标签，地址之间空一行 a token and its tag a line, blank lines between"
    )
    train.add_argument("--out", required=True, metavar="DIR", help="模型放哪里 where the model goes")
    parse = what.add_parser("parse", help="给地址标上各部分 tag the parts of addresses")
    parse.add_argument("file", help="一行一个字，地址之间空一行 a token a line, blank lines between")
    parse.add_argument("--model", required=True, metavar="DIR", help="模型在哪里 where the model is")


def _parse_reindex(commands: Any) -> None:
    reindex = commands.add_parser(
        "reindex", help="重建底册的查找 let registers be found anew, as they are now"
    )
    reindex.add_argument(
        "--community", default="", metavar="CODE", help="不给则所有社区 without it: all communities"
    )


def _parse_plan(commands: Any) -> None:
    plan = commands.add_parser("plan", help="排路线 plan routes").add_subparsers(dest="what", required=True)
    solve = plan.add_parser("solve", help="解一道周期路线题 solve a periodic routing instance")
    solve.add_argument("instance", help="Cordeau 格式的文件 a file in Cordeau's format")
    solve.add_argument("--seconds", type=float, default=55.0, metavar="N", help="找多久 how long to search")
    solve.add_argument(
        "--seed", type=int, default=1, metavar="S", help="随机数的种子 seed of the random numbers"
    )


def _parse_classify(commands: Any) -> None:
    """Categories learnt from a labelled file."""
    classify = commands.add_parser("classify", help="从标注文件学分类 learn categories from a labelled file")
    what = classify.add_subparsers(dest="what", required=True)
    train = what.add_parser("train", help="学 learn: CSV label,text")
    train.add_argument("file", metavar="FILE.csv")
    train.add_argument("--out", required=True, metavar="DIR", help="模型放哪里 folder for the model")
    predict = what.add_parser("predict", help="判断 read texts: CSV text; prints label,probability,sure")
    predict.add_argument("--model", required=True, metavar="DIR", help="学好的模型 the trained model")
    predict.add_argument("file", metavar="FILE.csv")


def _parse_hot(commands: Any) -> None:
    hot = commands.add_parser("hot", help="一份留言里的热点 hot issues of a file of messages")
    hot.add_argument("file", help=".xlsx: timeline.xlsx")
    hot.add_argument("--at", metavar="D", help="到这一天还有多热；不给则看最热的30天 as hot as on this day")
    hot.add_argument("--json", action="store_true", help="一个 JSON 文档 as one JSON document")


def _parse_register(commands: Any) -> None:
    """What is counted from the register, and made-up registers of any size."""
    figures = commands.add_parser(
        "figures", help="社区的全部指标，从记录数出来 every figure of a community, counted from the records"
    )
    figures.add_argument(
        "--community", default="", metavar="CODE", help="不给则演示社区 without it: the demo community"
    )
    figures.add_argument(
        "--from", dest="first", type=date.fromisoformat, metavar="D", help="从哪天 first day"
    )
    figures.add_argument(
        "--to",
        dest="last",
        type=date.fromisoformat,
        metavar="D",
        help="到哪天；人口变动按这段日子数，不给则到今天的一年 last day of comings and goings; else a year up to today",
    )
    figures.add_argument("--json", action="store_true", help="一个 JSON 文档 as one JSON document")
    simulate = commands.add_parser(
        "simulate", help="灌入任意多户的合成底册 load a made-up register of any size"
    )
    simulate.add_argument(
        "--households", type=int, required=True, metavar="N", help="多少户 how many households"
    )
    simulate.add_argument(
        "--area", default="9902", metavar="CODE", help="99 开头的区划 a division that begins with 99"
    )
    simulate.add_argument(
        "--seed", type=int, default=1, metavar="S", help="同样的种子，同样的数据 same seed, same data"
    )
    load = commands.add_parser(
        "load", help="导入居民台账 check a ledger of residents, and load it with --yes"
    )
    load.add_argument("file")
    load.add_argument("--area", required=True, help="社区或网格编码 code of the community or grid")
    load.add_argument("--source", default="台账", help="来源 where it is from")
    load.add_argument("--yes", action="store_true", help="检查后导入 load what was checked")


def _parse_people(commands: Any) -> None:
    """What the machine's keeper does for somebody who cannot get in, or has left."""
    password = commands.add_parser(
        "password", help="重设口令 set somebody's password (asked for, or from standard input)"
    )
    password.add_argument("login", help="登录名或手机 sign-in name or phone")
    password.add_argument(
        "--once", action="store_true", help="下次登录必须改 to be changed at the next sign-in"
    )
    password.add_argument(
        "--reset-second-factor",
        action="store_true",
        help="不改口令，取消丢失的二次验证 leave the password, take away a lost second factor",
    )
    close = commands.add_parser("close-person", help="停用账号，空出岗位 close an account, vacate its posts")
    close.add_argument("login")
    close.add_argument(
        "--leave-work",
        action="store_true",
        help="没办完的事留给接任的人 leave open work with the posts for whoever comes next",
    )


def _coordinates(of: argparse.ArgumentParser) -> None:
    of.add_argument(
        "--system",
        choices=["wgs84", "gcj02", "bd09"],
        default="wgs84",
        help="坐标系 coordinate system: wgs84, gcj02 (高德、腾讯), bd09 (百度)",
    )


def _password(chosen: argparse.Namespace) -> int:
    from linli.cli import starting

    if chosen.reset_second_factor:
        return starting.reset_second_factor(chosen.login)
    return starting.password(chosen.login, once=chosen.once)


def _commands() -> dict[str, Callable[[argparse.Namespace], int]]:
    from linli.cli import (
        data_keys,
        ingesting,
        keeping,
        ledgers,
        loading,
        locating,
        reindexing,
        retention,
        showing,
        simulating,
        starting,
    )
    from linli.cli.demo.places import COMMUNITY

    return {
        "demo": lambda a: loading.demo(matters=a.matters),
        "ingest": lambda a: ingesting.ingest(a.files),
        "figures": lambda a: showing.figures(
            community=a.community or COMMUNITY, first=a.first, last=a.last, as_json=a.json
        ),
        "simulate": lambda a: simulating.simulate(households=a.households, area=a.area, seed=a.seed),
        "locate": lambda a: locating.locate(a.texts, community=a.community or COMMUNITY, as_json=a.json),
        "load": lambda a: ledgers.load(Path(a.file), area=a.area, source=a.source, go=a.yes),
        "reindex": lambda a: reindexing.reindex(community=a.community),
        "worker": lambda _: keeping.worker(),
        "key": lambda a: keeping.key(a.name, area=a.area),
        "keys": lambda a: keeping.keys(close=a.close),
        "data-keys": lambda a: data_keys.run(new=a.new, reseal=a.reseal, drop=a.drop),
        "retention": lambda a: retention.run(dry=a.dry_run),
        "init": lambda a: starting.init(area=a.area, admin=a.admin, name=a.name),
        "grids": lambda a: starting.grids(Path(a.file), coordinates=a.system),
        "password": _password,
        "close-person": lambda a: starting.close_person(a.login, leave_work=a.leave_work),
        "divisions": lambda a: keeping.divisions(a.file),
    }


if __name__ == "__main__":
    sys.exit(main())
