// title: {zh: 双方各付的违约金, en: Penalties by side}
// prose:
//   zh: 每一项违约金由哪一方支付、因何违约、费率与封顶；对双方都适用的违约金在两方各列一行。
//   en: Which side pays each penalty, for what, at what rate and up to what cap; a penalty on both sides has a row for each.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   side: {zh: 支付方, en: paid by}
//   trigger: {zh: 违约情形, en: trigger}
//   percent: {zh: 比例（%）, en: percent}
//   base: {zh: 基数, en: base}
//   per: {zh: 计收方式, en: how often}
//   percent_per_day: {zh: 每日比例（%）, en: percent a day}
//   cap_percent: {zh: 封顶（%）, en: cap (%)}
//   amount: {zh: 定额（元）, en: amount (yuan)}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)-[:HAS_TERM]->(t:Penalty)-[:OWED_BY]->(s:Side), (t)-[w:STATED_IN]->(:Clause)
WHERE $contract IS NULL OR c.id = $contract
RETURN c.id AS contract, c.name AS name, s.role AS side, t.trigger AS trigger,
  t.rate_percent AS percent, t.rate_base AS base, t.rate_per AS per,
  t.rate_per_day AS percent_per_day, t.rate_cap_percent AS cap_percent, t.amount AS amount,
  t.clause AS clause, w.quote AS quote, t.id AS term
ORDER BY name, contract, side, trigger, term
