// title: {zh: 离群的数值, en: Outliers}
// prose:
//   zh: 同一类条款、同一事由、同一计算基数的数值中，落在四分位距所给倍数之外的；少于所给数目或者没有离散的不作判断。更细的比较用 evenhand benchmark。
//   en: Values beyond so many interquartile ranges among the values of one type, matter and base; none is judged among fewer values than given, or where there is no spread. For closer comparison there is evenhand benchmark.
// params: {contract: null, least: 5, factor: 1.5}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   type: {zh: 条款类型, en: type}
//   key: {zh: 项目, en: key}
//   matter: {zh: 事由, en: matter}
//   value: {zh: 数值, en: value}
//   low: {zh: 下四分位, en: lower quartile}
//   high: {zh: 上四分位, en: upper quartile}
//   n: {zh: 样本数, en: "n"}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
UNWIND ['rate_per_day', 'rate_percent', 'percent', 'due_days', 'cure_days', 'notice_days',
  'within_days', 'duration_days', 'max_percent'] AS prop
MATCH (t:Term)
WHERE t[prop] IS NOT NULL AND (prop <> 'rate_percent' OR t.rate_per_day IS NULL)
WITH prop, t.type AS kind,
  coalesce(t.trigger, t.cause, t.subject, '') + coalesce(' ' + t.rate_base, '') AS about,
  collect(t) AS terms, percentileCont(t[prop], 0.25) AS q1, percentileCont(t[prop], 0.75) AS q3
WITH prop, kind, about, terms, q1, q3, size(terms) AS size_of
WHERE size_of >= $least AND q3 > q1
UNWIND terms AS t
WITH prop, kind, about, t, q1, q3, size_of
WHERE t[prop] <= q1 - $factor * (q3 - q1) OR t[prop] >= q3 + $factor * (q3 - q1)
MATCH (c:Contract)-[:HAS_TERM]->(t)-[w:STATED_IN]->(:Clause)
WHERE $contract IS NULL OR c.id = $contract
RETURN c.id AS contract, c.name AS name, kind AS type, prop AS key, about AS matter,
  round(toFloat(t[prop]), 6) AS value, round(q1, 6) AS low, round(q3, 6) AS high, size_of AS n,
  t.clause AS clause, w.quote AS quote, t.id AS term
ORDER BY type, key, matter, value DESC, name, term
