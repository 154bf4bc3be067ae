"""The vendor's own Python SDK, unmodified, walks the list by page and by token: sync, then async (aiohttp)."""
import asyncio
import sys

from alibabacloud_aicontent20240611.client import Client
from alibabacloud_aicontent20240611.models import ModelRouterQueryConversationListRequest as Request
from alibabacloud_tea_openapi.utils_models import Config
from darabonba.runtime import RuntimeOptions

client = Client(
    Config(access_key_id='testid', access_key_secret='testsecret', endpoint=sys.argv[1], protocol='http')
)


def ids(response):
    data = response.body.data
    return [row.id for row in data.list], data


async def walk(ask):
    seen, total = [], None
    for page in range(1, 200):
        # The SDK writes the boolean as `True`.
        rows, data = ids(await ask(Request(page_index=page, page_size=50, need_total_count=True)))
        if not rows:
            break
        seen, total = seen + rows, data.total
    assert len(seen) == len(set(seen)) == total, f'{len(seen)} rows by page, of {total}'
    by_token, token = [], None
    while token != '':
        rows, data = ids(await ask(Request(max_results=50, next_token=token, need_total_count=False)))
        by_token, token = by_token + rows, data.next_token
    assert by_token == seen, f'{len(by_token)} rows by token'
    rows, _ = ids(await ask(Request(keyword='没有这样的会话 %+&=~*')))
    assert rows == [], rows
    return len(seen)


async def sync(request):
    return client.model_router_query_conversation_list_with_options(request, {}, RuntimeOptions())


async def asynchronous(request):
    return await client.model_router_query_conversation_list_with_options_async(request, {}, RuntimeOptions())


for name, ask in [('sync', sync), ('async', asynchronous)]:
    print(f'{name}: {asyncio.run(walk(ask))} rows')
