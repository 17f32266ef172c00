using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor.Profile;

/// <summary>Reads the newest runs by the statements of every cycle, and maps them.</summary>
internal static class ProfileReader
{
    /// <param name="sample">How many of the newest runs are read.</param>
    public static async Task<SiteProfile> ReadAsync(
        BridgeScope parts,
        VteSchema schema,
        int sample,
        CancellationToken stop
    )
    {
        var window = await parts.WindowAsync(stop);
        var profile = new SiteProfile(parts.Clock);
        if (await new ExtentReader(parts.Vte, schema).NewestFromAsync(sample, window.Until, stop) is not { } begin)
            return profile;
        foreach (var source in parts.Sync.Session(schema, window).Sources)
        {
            var walk = new Walk(source, Position.Before(begin), window.Until);
            var reader = new PageReader(walk, null);
            while (await reader.NextAsync(stop) is { } page)
                foreach (var decided in page.Decide(walk, window, parts.Options.Sync))
                    profile.Add(Prepared.Of(decided, source));
        }
        return profile;
    }
}
