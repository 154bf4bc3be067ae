import {
  CODE,
  FORMATS,
  type Language,
  lines,
  NUMBERS,
  OUTPUTS,
  SCRIPTS,
  SHEETS,
  split,
} from './phrases-language.ts';

export const ENGLISH: Language = {
  gap: ' ',
  words: {
    code: CODE,
    script: SCRIPTS,
    format: FORMATS,
    output: OUTPUTS,
    sheet: SHEETS,
    n: NUMBERS,
    task: split(
      'sort a map|read a file|send an email|parse a date|retry a request|hash a password|merge two lists|run a timer|open a socket|log errors',
    ),
    city: split('Paris|Tokyo|Rome|Berlin|Lisbon|Seoul|Vienna|Oslo|Chengdu|Singapore'),
    away: split('London|Madrid|Prague|Zurich|Milan'),
    dish: split('fried rice|pancakes|ramen|lasagne|dumplings|curry|tomato soup|mapo tofu|apple pie'),
    days: split('two|three|four|five'),
    tongue: split('French|Spanish|German|Japanese|Korean|Italian|Chinese'),
    phrase: split('good morning|thank you|see you soon|how much is it|I am lost|cheers'),
    contract: split('lease|NDA|loan agreement|job offer|sales contract'),
    topic: split(
      'black holes|inflation|photosynthesis|recursion|DNA|blockchain|vaccines|gravity|entropy|tides',
    ),
    person: split('my boss|a client|a colleague|my landlord|a recruiter'),
    matter: split('a refund|a delay|a raise|a meeting|my notice'),
    thing: split('printer|router|headset|laptop|phone|watch|tablet|keyboard'),
    fault: split(
      'will not turn on|keeps restarting|is very slow|gets hot|makes a noise|loses its connection',
    ),
    ailment: split('a headache|a cough|back pain|a cold|jet lag|hay fever'),
    theme: split('the sea|autumn|my cat|a lost key|coffee|rain|old trains|the moon'),
    pet: split('cat|puppy|parrot|hamster|goldfish'),
    column: split('month|city|customer|status|product'),
    order: split('four|five|six'),
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
  details: lines(`
    I have tried three other things already & none of them helped, so please explain each step.
    It is for a talk on Monday, so keep it short, say where it comes from, and leave the jargon out.
    Please answer as if I had never heard of it, with one example from everyday life.
    I need it by tonight; the last answer that I got elsewhere was plainly wrong.
  `),
  tasks: lines(`
    You are a patient assistant. Answer in the language of the question, in plain words.
    Answer in at most three sentences. Say so when you are not sure.
    You help the customers of a small shop. Be polite & never promise a date.
    You are a teacher: explain first, then ask one question back.
  `),
};
