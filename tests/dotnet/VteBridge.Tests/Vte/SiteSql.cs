using System.Reflection;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Tests.Vte;

/// <summary>
/// Every statement that is sent to a site's database, except <see cref="ServerSql.Session"/>. They are collected from the properties of the
/// classes that build statements.
/// </summary>
internal static class SiteSql
{
    /// <param name="failedCodes">The number of result codes that mean Failed.</param>
    public static IReadOnlyList<string> All(VteSchema schema, int failedCodes) =>
        [
            .. typeof(ServerSql).GetFields().Where(f => f.IsLiteral).SelectMany(f => In(f.GetRawConstantValue())),
            ServerSql.MayWrite(schema.Table(Tables.IndexData)),
            .. schema.Tables.Keys.Select(table => ServerSql.Count(schema.Table(table))),
            .. In(new RunSql(schema)),
            .. Census(CensusSql.OfRuns(schema)),
            .. RepairReader.IsPossible(schema)
                ? In(new RepairSql(schema, failedCodes)).Concat(Census(CensusSql.OfRepairs(schema)))
                : [],
        ];

    private static IEnumerable<string> Census(CensusSql sql) =>
        In(sql).Concat(new[] { Slice.TenMinutes, Slice.Hour }.Select(sql.Slices));

    private static IEnumerable<string> In(object? value) =>
        value switch
        {
            null or SelectList => [],
            string text => text.StartsWith("SELECT", StringComparison.Ordinal) ? [text] : [],
            IEnumerable<object> all => all.SelectMany(In),
            _ => value
                .GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => !p.PropertyType.IsValueType)
                .SelectMany(p => In(p.GetValue(value))),
        };
}
