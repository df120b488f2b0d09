// title: {zh: 责任上限, en: Liability caps}
// prose:
//   zh: 每份合同对每一方的责任上限；没有上限的一方也列出，其上限为空。
//   en: The cap on the liability of each side of each contract; a side without a cap is listed with none.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   side: {zh: 受保护方, en: side}
//   percent: {zh: 比例（%）, en: percent}
//   base: {zh: 基数, en: base}
//   amount: {zh: 金额（元）, en: amount (yuan)}
//   carve_outs: {zh: 除外情形, en: carve-outs}
//   clause: {zh: 条款, en: clause}
//   quote: {zh: 原文, en: quote}
//   term: {zh: 条款标识, en: term}
MATCH (c:Contract)<-[:IN]-(s:Side)
WHERE s.role IN ['buyer', 'vendor'] AND ($contract IS NULL OR c.id = $contract)
OPTIONAL MATCH (s)<-[:PROTECTS]-(t:LiabilityCap)-[w:STATED_IN]->(:Clause)
RETURN c.id AS contract, c.name AS name, s.role AS side, t.percent AS percent, t.base AS base,
  t.amount AS amount, t.carve_outs AS carve_outs, t.clause AS clause, w.quote AS quote,
  t.id AS term
ORDER BY name, contract, side, term
