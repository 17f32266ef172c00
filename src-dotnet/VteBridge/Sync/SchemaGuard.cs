using VteBridge.State;
using VteBridge.Vte.Schema;

namespace VteBridge.Sync;

/// <summary>
/// Remembers which tables and columns VTE had. If one is gone since the last sync (renamed, a GRANT revoked, an update in
/// progress), reports would silently lose values. Therefore the sync stops until a person accepts the change.
/// </summary>
internal sealed class SchemaGuard(StateStore store, TimeProvider time, ILogger<SchemaGuard> log)
{
    /// <param name="accept">Whether the person who started this command asked to go on with the schema as it is now.</param>
    /// <exception cref="VteFailure">A table or column is gone.</exception>
    public void Check(VteSchema schema, bool accept)
    {
        var now = RememberedSchema.Of(schema).ToJson();
        if (store.Schema() is not { } remembered)
            Remember(now);
        else if (remembered.Resolved != now)
        {
            var difference = SchemaDifference.Between(RememberedSchema.Parse(remembered.Resolved), schema);
            if (difference.Gone.Count > 0 && !accept)
                throw new VteFailure(
                    $"VTE no longer has everything that it had at the last sync. Missing: {string.Join("; ", difference.Gone)}. Reports would be incomplete, so nothing was read or sent. "
                        + "Restore it, or give the login SELECT on it again; if it was removed on purpose, run 'vtebridge sync --accept-schema' once."
                );
            foreach (var change in difference.Gone.Concat(difference.Changed))
                log.LogWarning("VTE's schema has changed since the last sync: {Change}", change);
            Remember(now);
        }
    }

    private void Remember(string resolved) => store.SaveSchema(new SchemaRecord(resolved, time.GetUtcNow()));
}
