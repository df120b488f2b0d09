// title: {zh: 通常有而这里没有的条款, en: Usual terms that are missing}
// prose:
//   zh: 库中至少有所给比例的合同约定了某类条款，而这份合同查过却没有；合同少于所给数目时不作比较。
//   en: Types of term that at least the given share of all contracts have and this one, though searched, has not; silent while there are fewer contracts than given.
// params: {contract: null, share: 0.5, least: 3}
// columns:
//   contract: {zh: 合同编号, en: contract}
//   name: {zh: 文件, en: file}
//   type: {zh: 条款类型, en: type}
//   having: {zh: 有此条款的合同, en: contracts that have it}
//   searched: {zh: 查过的合同, en: contracts searched}
MATCH (:Contract)-[:REVIEWED]->(r:Review)
WITH r.type AS kind, count(r) AS n, count(CASE WHEN r.state = 'found' THEN 1 END) AS found
WHERE n >= $least AND toFloat(found) / n >= $share
WITH collect({kind: kind, found: found, n: n}) AS usual
MATCH (c:Contract)-[:REVIEWED]->(r:Review {state: 'absent'})
WHERE $contract IS NULL OR c.id = $contract
UNWIND [u IN usual WHERE u.kind = r.type] AS u
RETURN c.id AS contract, c.name AS name, u.kind AS type, u.found AS having, u.n AS searched
ORDER BY name, contract, type
