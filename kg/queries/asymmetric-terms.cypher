// title: {zh: 双方不对等的权利, en: Rights held unequally}
// prose:
//   zh: 每份合同中，双方持有数目不等的权利、保护或豁免，按差额从大到小排列。
//   en: Powers and protections of which the two sides of a contract hold unequal numbers, the widest gap first.
// params: {contract: null}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   type: {zh: 条款类型, en: type}
//   buyer: {zh: 采购方, en: buyer}
//   vendor: {zh: 供应方, en: vendor}
//   difference: {zh: 差额, en: difference}
MATCH (c:Contract)-[:HAS_TERM]->(t:Term)-[:HELD_BY|PROTECTS|EXCUSES]->(s:Side)
WHERE $contract IS NULL OR c.id = $contract
WITH c, t.type AS kind,
  count(DISTINCT CASE WHEN s.role = 'buyer' THEN t.id END) AS of_buyer,
  count(DISTINCT CASE WHEN s.role = 'vendor' THEN t.id END) AS of_vendor
WHERE of_buyer <> of_vendor
RETURN c.id AS contract, c.name AS name, kind AS type, of_buyer AS buyer, of_vendor AS vendor,
  abs(of_buyer - of_vendor) AS difference
ORDER BY difference DESC, name, contract, type
