// title: {zh: 合同一览, en: Portfolio}
// prose:
//   zh: 每份合同的双方、金额、期间，以及读出的条款、规范和缺陷的数目。
//   en: The parties, price and dates of each contract, and how much was read of it.
// params: {}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   title: {zh: 标题, en: title}
//   state: {zh: 状态, en: state}
//   signed_on: {zh: 签订日期, en: signed on}
//   starts_on: {zh: 开始, en: starts on}
//   ends_on: {zh: 结束, en: ends on}
//   price: {zh: 总价（元）, en: price (yuan)}
//   buyers: {zh: 采购方, en: buyers}
//   vendors: {zh: 供应方, en: vendors}
//   terms: {zh: 条款数, en: terms}
//   norms: {zh: 规范数, en: norms}
//   defects: {zh: 缺陷数, en: defects}
MATCH (c:Contract)
RETURN c.id AS contract, c.name AS name, c.title AS title, c.state AS state,
  c.signed_on AS signed_on, c.starts_on AS starts_on, c.ends_on AS ends_on, c.price AS price,
  COLLECT {
    MATCH (c)<-[:IN]-(:Side {role: 'buyer'})<-[:ACTS_AS]-(p:Party)
    RETURN p.name AS party ORDER BY party
  } AS buyers,
  COLLECT {
    MATCH (c)<-[:IN]-(:Side {role: 'vendor'})<-[:ACTS_AS]-(p:Party)
    RETURN p.name AS party ORDER BY party
  } AS vendors,
  COUNT { (c)-[:HAS_TERM]->(:Term) } AS terms,
  COUNT { (c)-[:HAS_NORM]->(:Norm) } AS norms,
  COUNT { (c)-[:HAS_DEFECT]->(:Defect) } AS defects
ORDER BY name, contract
