"""Why a file is not taken. The sentence follows the file's name and says how to mend it."""


class Refused(Exception):
    """The file is not taken; `str` is the rest of a sentence that begins with its name."""


EMPTY = "是空的，没有内容。重新选一次，或者不带它先提交。"
NO_PICTURE = "不是能打开的照片。换一张 JPG 或 PNG，或者不带照片先提交。"
TOO_MANY_PIXELS = "的像素太大，打不开。换一张小一点的，或者不带照片先提交。"
ARCHIVE = "是压缩包，看不清里面有什么。解压以后，把要交的文件一个一个选上。"
SOUND_OR_FILM = "是录音或录像，现在还收不了。写明内容，原件自己保管好，需要时当面提交。"
PAGE = "是网页或矢量图，里面可以带程序。截图保存成 JPG 或 PNG 再交。"
PROGRAM = "是程序，不能上传。要交说明或证据，请用照片、PDF 或 Word、Excel 文件。"
OLD_OFFICE = (
    "是老格式（.doc、.xls、.ppt、.wps、.et），里面可能有宏。打开它，另存为 .docx、.xlsx 或 PDF 再交。"
)
LOCKED = "加了密码或限制，打不开检查。去掉密码再交；不知道密码就打印成新的 PDF。"
OTHER_PICTURE = "是平台不收的图片格式。另存为 JPG 或 PNG 再交。"
OFD = "是 OFD 文件，现在还收不了。用阅读软件另存为 PDF 再交。"
RICH_TEXT = "是 RTF 文件，里面可以藏别的文件。另存为 .docx 或 PDF 再交。"
UNKNOWN = (
    "不是平台能收的文件。可以交照片（JPG、PNG、WEBP、HEIC）、PDF、Word（.docx）、Excel（.xlsx）、TXT 和 CSV。"
)
BROKEN_PDF = "的内容坏了，打不开。重新导出或打印成 PDF 再交。"
PDF_SCRIPT = "里带有程序（脚本）。打印成新的 PDF 再交，程序就没有了。"
PDF_ACTION = "一打开就会运行或提交别的东西。打印成新的 PDF 再交。"
PDF_INSIDE = "里夹带了别的文件。把夹带的单独交，这一份打印成新的 PDF 再交。"
PDF_MEDIA = "里有音频、视频或立体模型，检查不了。打印成新的 PDF 再交。"
PDF_FORM = "是动态表单（XFA），检查不了。填好以后打印成 PDF 再交。"
PDF_HEAD = "的开头夹了别的内容，不是规范的 PDF。打印成新的 PDF 再交。"
PDF_LINK = "里有链接指向电脑上的文件或程序。去掉那个链接再交。"
BROKEN_OFFICE = "的内容坏了，打不开。用 Word 或 Excel 打开，另存一份再交。"
MACRO = "里有宏（程序）。另存为不带宏的 .docx 或 .xlsx 再交。"
OFFICE_INSIDE = "里嵌入了别的文件或控件。把嵌入的去掉，需要的单独交。"
OFFICE_LINK = "会从别处读内容（外部链接、数据连接或 DDE）。断开链接，另存一份再交。"
OFFICE_XML = "里有不规范的声明，可能拖垮打开它的电脑。用 Word 或 Excel 另存一份再交。"
SWOLLEN = "展开以后大得不正常，可能会拖垮电脑。另存一份，或者拆成几份再交。"
NO_TEXT = "不是能读的文字。用记事本另存为 UTF-8 的文本再交。"
TEXT_LONG = "的文字太长（超过 5 MB）。拆成几份再交。"
BAD_NAME = "的名字像程序或网页。改成能看出内容的名字，后缀写对，再交一次。"
TOO_HARD = "太复杂，检查它要的内存或时间太多。缩小、拆开或另存一份再交。"
CRASHED = "检查不下去，没有收。另存一份再交；再不行，拍照或打印成 PDF。"
