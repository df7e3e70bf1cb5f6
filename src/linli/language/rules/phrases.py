"""What is in every second message and tells nothing of what it is about; taken out before messages are compared."""

import re

PHRASES = (
    "尊敬的|领导|书记|市长|您好|你好|大家好|我是|我们|我家|本人|居民|业主|住户|群众|老百姓|反映|投诉|举报|咨询|请问|希望|恳请|请求|要求"
    "|建议|强烈|尽快|马上|及时|赶紧|派人|有人|没人|来修|来看|看看|处理|解决|重视|管管|管一下|相关|有关|部门|单位|问题|情况|严重|影响|生活"
    "|谢谢|感谢|麻烦|小区|社区|物业|街道|一直|长期|已经|现在|今天|昨天|最近|多次|几天|至今|非常|不能|没有|怎么|什么|为什么|为何|何时"
    "|什么时候|是否|可以|因为|所以|但是|如果|请"
)
"""Alternatives of a pattern."""
SAID_BY_ALL = re.compile(PHRASES)
