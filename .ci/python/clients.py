"""What Python's general clients send, to each vendor: urllib, requests and aiohttp, each with its own habits."""
import asyncio
import json
import sys
import urllib.parse
import urllib.request

import aiohttp
import requests

base = sys.argv[1]
bearer = {'Authorization': 'Bearer app-confab0123456789TESTkeys'}
robot = {
    'cybertron-robot-key': 'Y29uZmFiIHRlc3Qgcm9ib3Qga2V5LCBubyBzZWNyZXR%2Bfj4%3D',
    'cybertron-robot-token': 'MTc0Mzk5MDAwMDAwMFkyOXVabUZpSUhSbGMzUWdkRzlyWlc0PQ==',
}
window = {'start_time': 0, 'end_time': 4102444800000}
# name, path, headers, query, body, where the rows stand
CASES = [
    ('bigmodel', '/bigmodel/api/paas/v4/assistant/conversation/list',
     {'Authorization': 'Bearer confab0123456789.testsecret0123456'}, None,
     {'assistant_id': '65940acff94777010aa6b796', 'page': 1, 'page_size': 10, 'request_id': None},
     ['data', 'conversation_list']),
    ('gptbots', '/gptbots/v1/bot/conversation/page', bearer,
     {'conversation_type': 'ALL', 'page': 1, 'page_size': 10, **window}, None, ['list']),
    ('chatnio', '/chatnio/conversation/list',
     {'Authorization': 'sk-0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef'}, None, None,
     ['data']),
    ('cybotstar', '/cybotstar/openapi/v1/conversation/segment/get_list/', robot, None,
     {'username': 'me@host.com', 'page': 1, 'pagesize': 10}, ['data', 'list']),
]


def with_urllib(path, headers, query, body):
    url = base + path + ('?' + urllib.parse.urlencode(query) if query else '')
    data = None if body is None else json.dumps(body).encode()
    more = {} if body is None else {'Content-Type': 'application/json'}
    with urllib.request.urlopen(urllib.request.Request(url, data, {**headers, **more})) as response:
        return json.load(response)


def with_requests(path, headers, query, body):
    method = 'GET' if body is None else 'POST'
    response = requests.request(method, base + path, headers=headers, params=query, json=body, timeout=None)
    response.raise_for_status()
    return response.json()


def with_aiohttp(path, headers, query, body):
    async def ask():
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None)) as session:
            method = 'GET' if body is None else 'POST'
            async with session.request(method, base + path, headers=headers, params=query, json=body) as response:
                response.raise_for_status()
                return await response.json()

    return asyncio.run(ask())


for name, path, headers, query, body, place in CASES:
    answers = [ask(path, headers, query, body) for ask in (with_urllib, with_requests, with_aiohttp)]
    rows = answers[0]
    for key in place:
        rows = rows[key]
    assert rows, f'{name}: no rows in {answers[0]}'
    assert answers.count(answers[0]) == len(answers), f'{name}: the clients got different answers: {answers}'
    print(f'{name}: {len(rows)} rows with urllib, requests and aiohttp')
