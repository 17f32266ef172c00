using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Vte.Sql;

/// <summary>
/// Every statement that is ever sent to a site's database, besides <see cref="ServerSql.Session"/>: the tests read each
/// of them with Microsoft's own grammar, and see that a server is sent no other.
/// </summary>
internal static class SiteSql
{
    /// <param name="failedCodes">How many result codes mean Failed.</param>
    public static IEnumerable<string> All(VteSchema schema, int failedCodes) =>
        [
            ServerSql.Columns,
            ServerSql.SchemaSums,
            ServerSql.SchemasOf,
            ServerSql.Clock,
            ServerSql.Facts,
            ServerSql.Blocked,
            ServerSql.MayWrite(schema.Table(Tables.IndexData)),
            ServerSql.Indexes,
            ServerSql.SessionCost,
            ServerSql.LongestLockWait,
            .. schema.Tables.Keys.Select(table => ServerSql.Count(schema.Table(table))),
            .. new RunSql(schema).Texts,
            .. CensusSql.OfRuns(schema).Texts,
            .. RepairReader.IsPossible(schema)
                ? new RepairSql(schema, failedCodes).Texts.Concat(CensusSql.OfRepairs(schema).Texts)
                : [],
        ];
}
