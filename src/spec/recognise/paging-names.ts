/** What requests call what a list pages by; names as `normalName` has them. */
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
  skip: ['offset', 'skip', 'startat', 'pageoffset', 'startindex', 'start'],
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
    ...['startcursor', 'aftercursor', 'cursorafter', 'next', 'nextpage'],
  ],
  after: ['after', 'startingafter', 'afterid', 'startafter', 'pageafter', 'startafterid', 'lastid'],
  before: ['before', 'endingbefore', 'beforeid', 'endbefore', 'pagebefore', 'firstid'],
  previousToken: ['previouscursor', 'prevcursor', 'previoustoken', 'prevpagetoken', 'previouspagetoken'],
} as const;

/** What answers call it. */
export const ANSWER_NAMES = {
  page: ['page', 'currentpage', 'pagenumber', 'pageno', 'pagenum', 'pageindex', 'number'],
  size: ['pagesize', 'perpage', 'limit', 'size', 'itemsperpage', 'pagelimit', 'maxresults'],
  skip: ['offset', 'skip', 'startat', 'startindex', 'start'],
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
    ...['totalobjects', 'nbhits'],
  ],
  /** All rows, or those of the page. */
  count: ['count', 'results', 'resultcount', 'numberofelements', 'itemcount', 'numitems', 'returned'],
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
  isLast: ['last', 'islast', 'lastpage', 'islastpage'],
  isFirst: ['first', 'isfirst', 'firstpage', 'isfirstpage'],
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
  previousToken: [
    'previouscursor',
    'prevcursor',
    'previoustoken',
    'prevpagetoken',
    'previouspagetoken',
    'before',
  ],
  nextUrl: [
    ...['next', 'nexturl', 'nextlink', 'nextpageurl', 'nextpagelink', 'nextpageuri', 'nextpage', 'nexturi'],
    ...['odatanextlink', 'nexthref', 'nextpath'],
  ],
  previousUrl: [
    ...[
      'previous',
      'prev',
      'previousurl',
      'prevurl',
      'previouspageurl',
      'prevpageurl',
      'previouslink',
      'prevlink',
    ],
    ...['previouspage', 'prevpage'],
  ],
  lastId: ['lastid', 'last'],
  firstId: ['firstid', 'first'],
} as const;

/** What headers call it. */
export const HEADER_NAMES = {
  total: ['xtotalcount', 'xtotal', 'totalcount', 'xtotalresults', 'xpaginationtotalcount', 'xtotalitems'],
  pages: ['xtotalpages', 'xpaginationpagecount', 'xpagecount', 'xpaginationpages'],
  page: ['xpage', 'xpaginationcurrentpage', 'xcurrentpage', 'xpaginationpage'],
  size: ['xperpage', 'xpaginationperpage', 'xpaginationlimit', 'xpagesize'],
  skip: ['xoffset', 'xpaginationoffset'],
  token: ['xnextcursor', 'xnextpagetoken', 'xcontinuationtoken', 'xnexttoken'],
  link: ['link'],
} as const;

/** Objects of an answer that say how its list goes on. */
export const AROUND_PAGING =
  /^(?:meta|metadata|listmeta|.*pagination.*|paging|pagingdata|pages?|pageinfo|cursors?|responsemetadata|info|summary|resultinfo|data|result|response|body|pageable|.*links?)$/;

/** Objects in which a link is an object with its address. */
export const AROUND_ADDRESS = /^(?:next|prev|previous)$/;
