"""The picture of a ledger that was checked: a grid's residents are taken along, some cells are spoiled as people and
Excel spoil them, and the file is sent again; in the end it is given up, and nothing has changed."""

import io
from pathlib import Path
from typing import Any

import xlsxwriter  # pyright: ignore[reportMissingTypeStubs]
from camera import Camera, press, quiet, shoot
from python_calamine import CalamineWorkbook

HEAD = 3
"""Rows of the exported ledger down to its headings."""
SHOWN = 46
NEW = ("新来的", "王小满", "李初夏", "陈白露")


def take(camera: Camera) -> None:
    """Take it."""
    with camera.person("counter1") as page:
        page.goto("/desk/loads")
        press(page, "导出居民台账")
        dialog = page.get_by_role("dialog")
        dialog.locator("select").select_option(index=1)
        dialog.locator("input[type=checkbox]").check()
        dialog.locator("textarea, input[type=text]").last.fill("核对台账")
        with page.expect_download() as saved:
            press(dialog, "导出Excel")
        content = spoiled(Path(saved.value.path()))
        quiet(page)
        page.get_by_label("台账来自哪里").fill("派出所")
        chosen = {"name": "派出所常住人口.xlsx", "mimeType": "application/octet-stream", "buffer": content}
        page.locator("input[type=file]").set_input_files(chosen)
        page.get_by_text("待确认").wait_for()
        shoot(page, "desk-ledger")
        press(page, "放弃这次导入")
        page.get_by_text("已放弃", exact=True).wait_for()


def spoiled(path: Path) -> bytes:
    """Some of the people, with mistakes and news among them."""
    rows: list[list[Any]] = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    titles = rows[HEAD - 1]
    at = {title: column for column, title in enumerate(titles)}
    people = [row for row in rows[HEAD:] if row[at["身份证号码"]]][:SHOWN]
    people[2][at["身份证号码"]] = float(people[2][at["身份证号码"]][:15] + "000")
    people[7][at["性别"]] = "女" if people[7][at["性别"]] == "男" else "男"
    people[11][at["室号"]], people[11][at["楼栋"]] = "", ""
    people[15][at["出生日期"]] = "1958-13-40"
    people[18][at["身份证号码"]] = people[17][at["身份证号码"]]
    for number in (4, 9, 21):
        people[number][at["联系电话"]] = f"1940000{number:04d}"
    for number, name in enumerate(NEW):
        one = [*people[20 + number]]
        one[at["姓名"]], one[at["与户主关系"]], one[at["身份证号码"]] = name, "其他", ""
        one[at["性别"]], one[at["出生日期"]], one[at["年龄"]] = "", "2001-03-0" + str(number + 1), ""
        people.append(one)
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("居民")
    for number, row in enumerate([["派出所常住人口台账"], titles, *people]):
        page.write_row(number, 0, row)
    book.close()
    return stream.getvalue()
