/** Returns an integer from 0 up to, not including, n. All the chance in this file comes from it. */
export type Pick = (n: number) => number;

/** What a person types first into a chat: half Chinese, half English, never longer than 50 characters. */
export function question(pick: Pick): string {
  const { questions, words } = LANGUAGES[pick(2)]!;
  return fill(choose(questions, pick), words, pick);
}

/** What an assistant says when the question is not known. */
export function answer(pick: Pick): string {
  return replyIn(LANGUAGES[pick(2)]!, '', pick);
}

/** What an assistant answers to a question, in its language: one to three sentences. */
export function reply(pick: Pick, question: string): string {
  const sum = /^(\d+)([+×])(\d+)=/.exec(question);
  if (sum) return `${sum[0]}${sum[2] === '+' ? +sum[1]! + +sum[3]! : +sum[1]! * +sum[3]!}`;
  return replyIn(languageOf(question), question, pick);
}

/** What the person says next, in the language of the question. */
export function followUp(pick: Pick, question: string): string {
  const { followUps, words } = languageOf(question);
  return fill(choose(followUps, pick), words, pick);
}

interface Language {
  readonly questions: readonly string[];
  readonly words: Readonly<Record<string, readonly string[]>>;
  readonly topics: readonly { readonly about: RegExp; readonly replies: readonly string[] }[];
  readonly anything: readonly string[];
  readonly closings: readonly string[];
  readonly followUps: readonly string[];
  /** Between two sentences. */
  readonly gap: string;
}

function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? CHINESE : ENGLISH;
}

function replyIn({ topics, anything, closings, gap }: Language, question: string, pick: Pick): string {
  const topic = topics.find(({ about }) => about.test(question));
  const sentences = [choose(topic?.replies ?? anything, pick)];
  if (pick(2) === 1) sentences.push(choose(closings, pick));
  return sentences.join(gap);
}

function fill(template: string, words: Language['words'], pick: Pick): string {
  return template.replace(/\{(\w+)\}/g, (_, slot: string) => choose(words[slot]!, pick));
}

function choose(texts: readonly string[], pick: Pick): string {
  return texts[pick(texts.length)]!;
}

function lines(text: string): string[] {
  return text.trim().split(/\n\s*/);
}

function list(text: string): string[] {
  return text.split('|');
}

const CODE = list('Python|Go|Rust|Java|C#|C++|PHP|Kotlin|Swift|Ruby|TypeScript|JavaScript');
const FORMATS = list('JSON|CSV|XML|YAML|TOML|INI|Markdown|PDF');
const OUTPUTS = list('SQL|HTML|LaTeX|EPUB|Parquet');
const SCRIPTS = list('Lua|Perl|Scala|Elixir|Bash|Dart');
const SHEETS = list('VLOOKUP|SUMIF|COUNTIF|INDEX|MATCH|XLOOKUP|FILTER');
const NUMBERS = list('2|3|4|5|7|8|9|12|15|18|24|36');

const ENGLISH: Language = {
  gap: ' ',
  words: {
    code: CODE,
    script: SCRIPTS,
    format: FORMATS,
    output: OUTPUTS,
    sheet: SHEETS,
    n: NUMBERS,
    task: list(
      'sort a map|read a file|send an email|parse a date|retry a request|hash a password|merge two lists|run a timer|open a socket|log errors',
    ),
    city: list('Paris|Tokyo|Rome|Berlin|Lisbon|Seoul|Vienna|Oslo|Chengdu|Singapore'),
    away: list('London|Madrid|Prague|Zurich|Milan'),
    dish: list('fried rice|pancakes|ramen|lasagne|dumplings|curry|tomato soup|mapo tofu|apple pie'),
    days: list('two|three|four|five'),
    tongue: list('French|Spanish|German|Japanese|Korean|Italian|Chinese'),
    phrase: list('good morning|thank you|see you soon|how much is it|I am lost|cheers'),
    contract: list('lease|NDA|loan agreement|job offer|sales contract'),
    topic: list(
      'black holes|inflation|photosynthesis|recursion|DNA|blockchain|vaccines|gravity|entropy|tides',
    ),
    person: list('my boss|a client|a colleague|my landlord|a recruiter'),
    matter: list('a refund|a delay|a raise|a meeting|my notice'),
    thing: list('printer|router|headset|laptop|phone|watch|tablet|keyboard'),
    fault: list('will not turn on|keeps restarting|is very slow|gets hot|makes a noise|loses its connection'),
    ailment: list('a headache|a cough|back pain|a cold|jet lag|hay fever'),
    theme: list('the sea|autumn|my cat|a lost key|coffee|rain|old trains|the moon'),
    pet: list('cat|puppy|parrot|hamster|goldfish'),
    column: list('month|city|customer|status|product'),
    order: list('four|five|six'),
  },
  questions: lines(`
    hi
    Hello!
    hey there 👋
    Are you a human?
    {n}+{n}=?
    {n}×{n}=?
    Solve {n}x + {n} = {n}
    What is {n} % of {n}0?
    How do I {task} in {code}?
    Best way to {task} in {code}?
    Convert {format} to {output} with {code}
    Parse {format} in {code}, no library please
    {code} or {script} for a small web server?
    Why does a < b && b > c fail in {code}?
    What does "x -> y" mean in {code}?
    Is List<String> faster than arrays in {code}?
    What is the {code} way to write a && b || c?
    Explain "undefined is not a function"
    <div> inside <p>: is that allowed?
    Escape < and & in {format}, how?
    SQL: count rows per {column}
    SQL: rows where price > {n} & stock < {n}
    SQL: top {n} orders per {column}
    Excel: {sheet} returns #N/A, why?
    Excel: {sheet} over two sheets & a filter
    Excel: sum a column by {column}
    Translate "{phrase}" into {tongue}
    How do you say "{phrase}" in {tongue}?
    Is "{phrase}" formal in {tongue}?
    {days} days in {city}, what should I see?
    {city} with kids & a small budget?
    Best month to visit {city}?
    From {city} to {away} by train?
    A recipe for {dish}, please 🍳
    {dish} for {n} people, how long does it take?
    {dish} without eggs & milk?
    What goes well with {dish}?
    Summarise this {contract} for me
    Can I cancel a {contract} early?
    Is a {contract} valid without a date?
    Explain {topic} to a child
    {topic} in {n} sentences, please
    A quiz on {topic}, {n} questions
    A note to {person} about {matter}
    How do I ask {person} about {matter}?
    My {thing} {fault}
    Reset my {thing} to factory settings?
    Is the {thing} still under warranty?
    What helps against {ailment}?
    {ailment} for {n} days, see a doctor?
    A poem about {theme}
    A haiku about {theme} 🌙
    A {days}-line joke about {theme}
    Name ideas for a {pet}
    How often do I feed a {pet}?
    Fix my grammar: "he don't has a {pet}"
    "Who" or "whom": which one is right?
    Cancel order no. {n}0{n}7
    Where is my parcel?
    Talk to a person, please
    Can I get an invoice for order {n}{n}?
    Plan a {n}-week workout
    A password policy in {n} lines
    Draw a table of {order} columns
  `),
  topics: [
    {
      about: /^(hi|hey|hello)\b|human/i,
      replies: lines(`
        Hello! How can I help you today?
        Hi there 👋 What would you like to know?
        I am an assistant, not a person. Ask me anything.
      `),
    },
    {
      about: /^SQL|^Excel/,
      replies: lines(`
        Group first, then filter: "GROUP BY" comes before "HAVING". Check the result on ten rows.
        Make sure that both columns have the same type; text and numbers never match.
        Use one condition per column & join them with AND, like price > 10 AND stock < 5.
      `),
    },
    {
      about: /[<>]|\b(Python|Go|Rust|Java|PHP|Kotlin|Swift|Ruby|TypeScript|JavaScript|undefined)\b|C#|C\+\+/,
      replies: lines(`
        The standard library has what you need. Start with the smallest example & add error handling last.
        Comparisons bind tighter than &&, so write (a < b) && (b > c) when in doubt.
        Read the input line by line; for files over 100 MB, use a stream instead.
        It depends on your data. Measure both, then keep the one that reads better.
      `),
    },
    {
      about: /days in|visit|by train|budget/,
      replies: lines(`
        Start with the old town, keep one day for museums and one for the parks.
        Spring and early autumn are the best seasons. Book the train two weeks ahead.
        Take the day ticket; it pays off from the third ride on. 🚆
      `),
    },
    {
      about: /recipe|people|without eggs|goes well/,
      replies: lines(`
        Prepare everything first, then cook on high heat for about ten minutes. Salt at the end.
        Plan 40 minutes. The dough needs half of them to rest.
        A green salad & something sour go well with it.
      `),
    },
    {
      about: /order|parcel|invoice|warranty|My |Reset|person, please/,
      replies: lines(`
        I am sorry about that. Please hold the power button for ten seconds and try again.
        Thank you, I have passed this on. You will get an email within one working day.
        You find it under "My account" > "Orders".
      `),
    },
    {
      about: /lease|NDA|agreement|job offer|contract/,
      replies: lines(`
        Yes, but read the small print: the notice period is usually three months.
        Two points stand out: the deposit & the automatic renewal. Ask for both in writing.
        It is valid without one, yet hard to prove. Add the date & let both sides sign.
      `),
    },
    {
      about: /^Translate|do you say|formal in/,
      replies: lines(`
        Both forms are fine; among friends, take the shorter one.
        Say it with the polite form to people you do not know.
        There is no exact match. The closest one sounds a little more formal.
      `),
    },
    {
      about: /doctor|helps against/,
      replies: lines(`
        Rest, drink enough and avoid screens. If it lasts longer than a week, see a doctor.
        I cannot replace a doctor. With fever or strong pain, please call one today.
      `),
    },
  ],
  anything: lines(`
    Sure. Here is a short version: begin with the main point, then give one reason for it.
    Good question. There are two ways, and the simpler one is enough here.
    Here is a draft. Change the names & the date before you send it.
    In short: no. The rule has one exception, and it hardly ever applies.
    Let us take it step by step. First, write down what you already know.
    Of course! I kept it under a hundred words.
    That depends on the details. Tell me what it is for and I can be more precise.
  `),
  closings: lines(`
    Shall I go on?
    Let me know if you need more detail.
    I hope this helps. 🙂
    Would you like an example?
    Tell me if something is unclear.
  `),
  followUps: lines(`
    Thanks! 👍
    Can you make it shorter?
    Can you give me an example?
    Why?
    And in {code}?
    What if there are more than {n}0?
    Please explain the second step.
    Are you sure?
    Write it as a table, please
    Translate that into {tongue}
    That does not work, I get "not found".
    Great, what next?
    Say it in one sentence.
  `),
};

const CHINESE: Language = {
  gap: '',
  words: {
    code: CODE,
    script: SCRIPTS,
    format: FORMATS,
    output: OUTPUTS,
    sheet: SHEETS,
    n: NUMBERS,
    task: list(
      '读取文件|排序数组|发送邮件|解析日期|重试请求|合并两个列表|连接数据库|写单元测试|捕获异常|并发下载',
    ),
    city: list('成都|西安|杭州|厦门|大理|青岛|重庆|苏州|哈尔滨|东京'),
    away: list('北京|上海|广州|深圳|武汉'),
    dish: list('红烧肉|番茄炒蛋|麻婆豆腐|酸辣土豆丝|宫保鸡丁|清蒸鲈鱼|葱油拌面|糖醋排骨'),
    tongue: list('英文|日文|法文|德文|韩文|西班牙文'),
    phrase: list('好久不见|请多关照|一路平安|辛苦了|恭喜发财|久仰大名'),
    contract: list('租房合同|劳动合同|借款合同|保密协议|采购合同'),
    topic: list('黑洞|通货膨胀|光合作用|递归|区块链|相对论|量子纠缠|复利|人工智能|潮汐'),
    job: list('产品经理|前端工程师|销售|运营|设计师|测试工程师|数据分析师'),
    matter: list('请假|加薪|延期|报销|换班'),
    thing: list('打印机|路由器|耳机|笔记本|手机|手表|平板'),
    fault: list('开不了机|总是重启|特别卡|发烫|连不上网|没有声音'),
    ailment: list('头疼|咳嗽|失眠|感冒|腰疼|过敏'),
    theme: list('秋天|大海|故乡|咖啡|下雨天|月亮|老火车|毕业'),
    named: list('小猫|宝宝|咖啡店|公众号|新产品|乐队'),
    column: list('月份|城市|客户|状态|部门'),
    grammar: list('虚拟语气|现在完成时|定语从句|被动语态|倒装句'),
    grade: list('三年级|五年级|初一|初三|高二'),
  },
  questions: lines(`
    你好
    在吗？
    你好呀 😊
    你是谁？
    {n}+{n}=多少？
    {n}×{n}=?
    解方程 {n}x + {n} = {n}
    {n}0 的百分之 {n} 是多少？
    如何用 {code} 解析 {format} 文件？
    {code} 怎么{task}？
    用 {code} {task}，给个例子
    {format} 转 {output} 有什么工具？
    {code} 和 {script} 哪个更适合新手？
    {code} 里 a < b && b > c 为什么报错？
    {code} 的 List<T> 怎么去重？
    HTML 里的 < 和 & 要怎么转义？
    “空指针异常”怎么排查？
    SQL 怎么按{column}统计数量？
    SQL：价格 > {n} 且库存 < {n} 的商品
    SQL 每个{column}取前 {n} 条
    Excel 的 {sheet} 返回 #N/A 怎么办？
    Excel 用 {sheet} 合并两张表
    Excel 按{column}求和
    “{phrase}”翻译成{tongue}
    “{phrase}”用{tongue}怎么说？
    把这段话翻译成{tongue}，语气正式一点
    {city}三日游怎么安排？
    {city}有什么好吃的？🍜
    几月去{city}最合适？
    从{city}到{away}坐高铁要多久？
    {dish}怎么做？
    {dish}的家常做法，{n} 个人吃
    {dish}热量高吗？
    {contract}可以提前解除吗？
    帮我看看这份{contract}有没有坑
    {contract}没写日期有效吗？
    用一句话解释{topic}
    给小学生讲讲{topic}
    {topic}和我有什么关系？
    写周报：这周修了 {n} 个 bug
    帮我写一封{matter}邮件
    怎么跟老板提{matter}？
    {job}的简历怎么写？
    {job}面试常问的 {n} 个问题
    {thing}{fault}怎么办？
    {thing}还在保修期吗？
    {thing}怎么恢复出厂设置？
    {ailment}吃什么好？
    {ailment} {n} 天了，要去医院吗？
    写一首关于{theme}的诗
    以“{theme}”为题写一篇作文
    写 {n} 条关于{theme}的朋友圈文案 ✨
    给{named}起 {n} 个名字
    给{named}起个好听的名字
    {grammar}怎么用？
    英语语法：{grammar}的例句
    “affect”和“effect”有什么区别？
    {grade}数学题：鸡兔同笼，头 {n}0 个
    {grade}的作业太多怎么办？
    我的快递到哪了？
    订单 {n}0{n}7 怎么退款？
    转人工
    怎么开发票？
    帮我做一个 {n} 周的健身计划
    把下面的内容总结成 {n} 点
  `),
  topics: [
    {
      about: /^你好|^在吗|你是谁/,
      replies: lines(`
        你好！有什么可以帮你？
        在的，请说。😊
        我是一个智能助手，可以回答问题、写作和翻译。
      `),
    },
    {
      about: /SQL|Excel/,
      replies: lines(`
        先用 GROUP BY 分组，再用 HAVING 过滤。建议先在十行数据上验证。
        检查两列的类型是否一致，文本和数字是匹配不上的。
        条件用 AND 连接即可，例如 price > 10 AND stock < 5。
      `),
    },
    {
      about: /[<&]|[A-Z][A-Za-z+#]+|空指针/,
      replies: lines(`
        标准库就够用了。先写一个最小的例子，最后再补上错误处理。
        比较运算优先于 &&，拿不准时写成 (a < b) && (b > c)。
        建议按行读取；超过 100 MB 的文件请用流。
        看场景。两种都测一下，保留更好读的那一种。
      `),
    },
    {
      about: /三日游|好吃的|几月去|高铁/,
      replies: lines(`
        第一天逛老城，第二天看博物馆，第三天留给周边。
        春秋两季最合适，车票建议提前两周订。🚄
        本地人常去的小店比景区里的实惠，避开饭点就不用排队。
      `),
    },
    {
      about: /怎么做|家常|热量/,
      replies: lines(`
        先焯水去腥，再小火慢炖四十分钟，最后大火收汁。
        食材提前备好，全程大火快炒，出锅前再放盐。
        热量中等，少放油和糖就可以放心吃。
      `),
    },
    {
      about: /订单|快递|发票|转人工|保修|出厂|开不了机|重启|特别卡|发烫|连不上网|没有声音/,
      replies: lines(`
        很抱歉给您带来不便。请长按电源键十秒后再试一次。
        已为您登记，一个工作日内会有专人与您联系。
        请在“我的” > “订单”里查看，也可以把订单号发给我。
      `),
    },
    {
      about: /合同|协议/,
      replies: lines(`
        可以，但要留意细则：通常需要提前三十天书面通知。
        有两点要注意：押金和自动续约。建议都写进补充条款。
        有效，但举证会比较麻烦，最好补上日期并由双方签字。
      `),
    },
    {
      about: /翻译|怎么说/,
      replies: lines(`
        两种说法都可以，朋友之间用短的那种更自然。
        没有完全对应的说法，最接近的那个语气稍微正式一点。
        对不熟的人请用敬语，书面场合也一样。
      `),
    },
    {
      about: /医院|吃什么好/,
      replies: lines(`
        多休息、多喝水。如果超过一周没有好转，请及时就医。
        我不能代替医生。如有高烧或剧烈疼痛，请尽快去医院。
      `),
    },
  ],
  anything: lines(`
    可以。先说结论，再用一个理由支持它就够了。
    好问题。有两种办法，这里用简单的那种就行。
    草稿如下，发送前记得改一下姓名和日期。
    简单说：不行。有一个例外，但很少遇到。
    我们一步一步来。先把已知条件列出来。
    没问题，我控制在一百字以内。
    这要看具体情况，告诉我用途，我可以说得更准确。
  `),
  closings: lines(`
    需要我继续吗？
    如果还需要细节，请告诉我。
    希望对你有帮助。🙂
    要不要举个例子？
    有不清楚的地方可以继续问我。
  `),
  followUps: lines(`
    谢谢！👍
    再简短一点
    能举个例子吗？
    为什么？
    用 {code} 怎么写？
    超过 {n}0 个怎么办？
    第二步没看懂
    你确定吗？
    整理成表格
    翻译成{tongue}
    还是不行，提示“未找到”
    好的，下一步呢？
    用一句话总结
  `),
};

const LANGUAGES = [CHINESE, ENGLISH] as const;
