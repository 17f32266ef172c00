using System.Data;
using VteBridge.Configuration;
using VteBridge.Vte.Schema;
using VteBridge.Vte.Sql;

namespace VteBridge.Vte.Reading;

/// <summary>
/// The schema from one cycle of `run` to the next. Two hundred rows of columns and indexes in each would be more than what
/// is new at a small site: two rows of sums say whether they are still the same.
/// </summary>
internal sealed class SchemaCache
{
    private Known? _kept;
    private Known? _read;

    /// <exception cref="VteFailure">The schema cannot be read or bound.</exception>
    public async Task<VteSchema> ReadAsync(VteConnection vte, VteOptions options, CancellationToken stop)
    {
        // A cycle that fails may have failed by a schema that is not right any more: the next one reads it.
        (var kept, _kept) = (_kept, null);
        // Asked first: what changes in between shows the next time.
        var sums = await SumsAsync(vte, options, stop);
        _read =
            kept is not null && sums is not null && kept.Sums == sums && kept.Options == options
                ? kept
                : new Known(options, sums, await SchemaReader.ReadAsync(vte, options, stop));
        return _read.Schema;
    }

    /// <summary>The cycle that read it last went well.</summary>
    public void Keep() => _kept = _read;

    /// <summary>Null where the server does not tell.</summary>
    private static async Task<string?> SumsAsync(VteConnection vte, VteOptions options, CancellationToken stop)
    {
        try
        {
            var sums = await PageQuery.ListAsync(
                vte,
                "looking for changes of the schema",
                ServerSql.SchemaSums,
                () => [new("@schema", SqlDbType.NVarChar, 128) { Value = options.Schema }],
                row => $"{row.Number(0)}/{row.Text(1)}",
                stop
            );
            return string.Join(' ', sums);
        }
        catch (VteFailure failure) when (SqlErrors.IsRefused(failure.InnerException))
        {
            return null;
        }
    }

    private sealed record Known(VteOptions Options, string? Sums, VteSchema Schema);
}
