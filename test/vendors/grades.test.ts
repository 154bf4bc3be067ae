import { describe, expect, test } from 'vitest';
import { builtinNames, profileNames } from '../../src/spec/builtin.ts';
import { loadSpecs } from '../../src/spec/load-specs.ts';
import { some } from '../_some.ts';
import { gradeFaults } from './grades.ts';

async function documentOf(name: string): Promise<any> {
  const [vendor = '', profile] = name.split('.');
  const [spec] = await loadSpecs({ vendors: [vendor], profiles: profile === undefined ? [] : [name] });
  return structuredClone(spec?.document);
}

describe('every statement has a grade, and a reason where it is not documented:', () => {
  test.each(some([...builtinNames(), ...profileNames()], 4))('%s', async (name) => {
    expect(gradeFaults(await documentOf(name))).toEqual([]);
  });
});

describe('what nobody graded is told with its schema location:', () => {
  const ROW = '/components/schemas/Conversation';

  test.each<[string, (document: any) => void, string]>(
    some<[string, (document: any) => void, string]>(
      [
        [
          'a schema',
          ({ components }) => {
            delete components.schemas.Conversation.properties.title['x-confab'];
          },
          `${ROW}/properties/title: nobody graded this schema, which says type`,
        ],
        [
          'a keyword beside graded ones',
          ({ components }) => {
            components.schemas.Conversation.properties.id.minimum = 1;
          },
          `${ROW}/properties/id: nobody graded minimum`,
        ],
        [
          'a name that must be there',
          ({ components }) => {
            components.schemas.ConversationPage.required.push('errCode');
          },
          '/components/schemas/ConversationPage: nobody graded required/errCode',
        ],
        [
          'a word',
          ({ paths }) => {
            Object.values<any>(paths)[0].get['x-confab'].paging.window = 5;
          },
          '/paths/~1api~1v1~1modelRouter~1open~1conversations/get/x-confab/paging: nobody graded window',
        ],
        [
          'a parameter that may be left out',
          ({ components }) => {
            components.parameters.Keyword['x-confab'] = undefined;
          },
          '/components/parameters/Keyword: nobody graded this parameter, which says required',
        ],
        [
          'a status',
          ({ components }) => {
            components.responses.Gone = { description: 'Gone' };
          },
          '/components/responses/Gone: nobody graded this response, which says status',
        ],
        [
          'a media type',
          ({ components }) => {
            components.responses.NotFound.content['text/plain'] = {};
          },
          '/components/responses/NotFound/content/text~1plain: nobody graded this media type, which says type',
        ],
        [
          'a server',
          ({ servers }) => {
            servers.push({ url: 'https://example.com' });
          },
          '/servers/2: nobody graded this server, which says url',
        ],
        [
          'a grade of what is not said',
          ({ components }) => {
            components.schemas.Conversation.properties.id['x-confab'].evidence.pattern = 'documented';
          },
          `${ROW}/properties/id: the map grades pattern, which the schema does not say`,
        ],
        [
          'a grade without a reason',
          ({ components }) => {
            components.schemas.Conversation.properties.title['x-confab'].evidence = 'observed';
          },
          `${ROW}/properties/title: observed has no reason`,
        ],
        [
          'a grade that there is not',
          ({ servers }) => {
            servers[0]['x-confab'].evidence = 'guessed: why';
          },
          '/servers/0: guessed is no grade',
        ],
      ],
      4,
    ),
  )('%s', async (_, change, fault) => {
    const document = await documentOf('alibaba');
    change(document);
    expect(gradeFaults(document)).toEqual([fault]);
  });
});
