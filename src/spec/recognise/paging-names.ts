/** What a request calls what it pages by, by the word of `x-confab.paging`; names as `normalName` has them. */
export const REQUEST_NAMES = {
  page: ['page', 'pagenumber', 'pageno', 'pagenum', 'pagenr', 'pageindex', 'currentpage', 'pageid'],
  size: [
    ...[
      'limit',
      'pagesize',
      'perpage',
      'pagelimit',
      'size',
      'pagecount',
      'maxresults',
      'maxitems',
      'maxpagesize',
    ],
    ...['itemsperpage', 'resultsperpage', 'numresults', 'resultlimit', 'top', 'take', 'rows', 'count', 'num'],
  ],
  token: [
    ...['cursor', 'pagetoken', 'nexttoken', 'nextpagetoken', 'nextcursor', 'pagecursor', 'continuationtoken'],
    ...[
      'continuation',
      'continue',
      'paginationtoken',
      'marker',
      'nextmarker',
      'bookmark',
      'scrollid',
      'page',
    ],
    ...[
      'startcursor',
      'aftercursor',
      'cursorafter',
      'pageafter',
      'after',
      'startingafter',
      'next',
      'nextpage',
    ],
  ],
} as const;

/** What an answer calls it. */
export const ANSWER_NAMES = {
  page: ['page', 'currentpage', 'pagenumber', 'pageno', 'pagenum', 'pageindex'],
  size: ['pagesize', 'perpage', 'limit', 'size', 'itemsperpage', 'pagelimit'],
  total: [
    ...['total', 'totalcount', 'totalitems', 'totalresults', 'totalrecords', 'totalelements', 'totalhits'],
    ...[
      'totalsize',
      'totalrows',
      'totalentries',
      'totalitemcount',
      'totalnumber',
      'numresults',
      'recordstotal',
    ],
    ...['totalobjects', 'resultcount', 'nbhits', 'count', 'results'],
  ],
  pages: ['totalpages', 'pages', 'pagecount', 'lastpage', 'numpages', 'nbpages', 'totalpage', 'maxpage'],
  hasMore: [
    ...[
      'hasmore',
      'hasnext',
      'hasnextpage',
      'more',
      'moreavailable',
      'hasmoreitems',
      'hasmoreresults',
      'ismore',
    ],
    ...['truncated', 'istruncated', 'hasmoredata', 'hasmorepages'],
  ],
  hasPrevious: ['hasprevious', 'haspreviouspage', 'hasprev', 'hasprevpage'],
  token: [
    ...[
      'nextcursor',
      'nextpagetoken',
      'nexttoken',
      'nextpagecursor',
      'continuationtoken',
      'nextcontinuationtoken',
    ],
    ...['continue', 'nextmarker', 'paginationtoken', 'endcursor', 'cursor', 'bookmark', 'scrollid', 'marker'],
    ...['nextpage', 'next', 'after'],
  ],
} as const;

/** What headers call it. */
export const HEADER_NAMES = {
  total: ['xtotalcount', 'xtotal', 'totalcount', 'xtotalresults', 'xpaginationtotalcount', 'xtotalitems'],
  pages: ['xtotalpages', 'xpaginationpagecount', 'xpagecount', 'xpaginationpages'],
  page: ['xpage', 'xpaginationcurrentpage', 'xcurrentpage', 'xpaginationpage'],
  size: ['xperpage', 'xpaginationperpage', 'xpaginationlimit', 'xpagesize'],
} as const;

/** Objects of an answer that say how its list goes on. */
export const AROUND_PAGING =
  /^(?:meta|metadata|listmeta|.*pagination.*|paging|pagingdata|pages?|pageinfo|cursors?|responsemetadata|info|summary|resultinfo|data|result|response|body)$/;
