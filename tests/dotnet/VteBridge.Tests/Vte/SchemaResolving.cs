using VteBridge.Configuration;
using VteBridge.Vte.Schema;

namespace VteBridge.Tests.Vte;

/// <summary>Resolves schemas that a test changed, with overrides or without.</summary>
internal static class SchemaResolving
{
    public static VteSchema Resolve(
        IReadOnlyList<TableColumn> columns,
        params (string Key, string Column)[] overrides
    ) =>
        SchemaResolver.Resolve(new VteOptions { Columns = overrides.ToDictionary(o => o.Key, o => o.Column) }, columns);

    public static string Failure(IReadOnlyList<TableColumn> columns, params (string Key, string Column)[] overrides)
    {
        var failure = Assert.Throws<VteFailure>(() => Resolve(columns, overrides));
        Assert.Equal(ExitCode.VteUnavailable, failure.ExitCode);
        return failure.Message;
    }

    public static IReadOnlyList<TableColumn> With(
        string table,
        string column,
        string type = "nvarchar",
        string? without = null
    ) =>
        [
            .. SiteSchemas.Barest.Where(c => c.Table != table || c.Name != without),
            SiteSchemas.Column(table, column, type),
        ];
}
