using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// Reads the rows of IndexData and RepairData whose key or time is NULL, which no page can contain. Sends no statement if the server
/// allows no NULL there.
/// </summary>
internal sealed class KeylessReader(VteConnection vte, VteSchema schema)
{
    private readonly KeylessSql? _runs = new RunSql(schema).Keyless;
    private readonly KeylessSql? _repairs = schema.Has(Tables.RepairData) ? new RepairSql(schema, 0).Keyless : null;

    public Task<KeylessRows> RunsAsync(CancellationToken stop) =>
        ReadAsync(_runs, HeaderReader.Run, (row, copy) => UnreadableRows.Keyless(schema, row, copy), stop);

    public Task<KeylessRows> RepairsAsync(CancellationToken stop) =>
        ReadAsync(_repairs, RepairRows.Header, (row, copy) => UnreadableRows.Keyless(schema, row, copy), stop);

    private async Task<KeylessRows> ReadAsync<T>(
        KeylessSql? sql,
        Func<Row, T> read,
        Func<T, int, UnreadableRow> unreadable,
        CancellationToken stop
    )
    {
        const string What = "looking for rows without a key or a time";
        if (sql is null)
            return new KeylessRows([], 0);
        var rows = await PageQuery.ListAsync(vte, What, sql.Rows, () => [], read, stop);
        var count =
            rows.Count < KeylessSql.Most
                ? rows.Count
                : await PageQuery.OneAsync(vte, What, sql.Count, () => [], row => (long)row.Number(0)!, stop);
        // Rows that are equal in every column get different ids by counting them.
        var copies = new Dictionary<Guid, int>();
        return new KeylessRows(
            [
                .. rows.Select(row =>
                {
                    var first = unreadable(row, 0);
                    var copy = copies[first.DeadLetterId] = copies.GetValueOrDefault(first.DeadLetterId, -1) + 1;
                    return copy == 0 ? first : unreadable(row, copy);
                }),
            ],
            count
        );
    }
}

/// <param name="Rows">The first <see cref="KeylessSql.Most"/> rows.</param>
/// <param name="Count">How many rows there are.</param>
internal sealed record KeylessRows(IReadOnlyList<UnreadableRow> Rows, long Count);
