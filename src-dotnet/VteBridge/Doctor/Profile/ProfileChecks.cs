using VteBridge.Hosting;
using VteBridge.Mapping;
using VteBridge.Sync;
using VteBridge.Vte;
using VteBridge.Vte.Reading;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor.Profile;

/// <summary>Reads the newest runs, by the statements of every cycle, and shows what they tell.</summary>
internal static class ProfileChecks
{
    /// <param name="sample">How many of the newest runs are looked at.</param>
    public static async Task<SiteProfile> ReadAsync(
        Composition parts,
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
            var reader = new PageReader(walk, null, window, parts.Options.Sync);
            while (await reader.NextAsync(stop) is { } page)
                foreach (var decided in page.Decide(walk, window, parts.Options.Sync))
                    profile.Add(Prepared.Of(decided, source));
        }
        return profile;
    }

    public static async Task<Finding> ExtentAsync(Composition parts, VteSchema schema, CancellationToken stop)
    {
        var (count, oldest, newest) = await new ExtentReader(parts.Vte, schema).AllAsync(stop);
        return count == 0
            ? new Finding(Level.Warning, "runs", "IndexData is empty", "Is it the right database and schema?")
            : Finding.Ok("runs", $"{count} runs, from {oldest:yyyy-MM-dd HH:mm} to {newest:yyyy-MM-dd HH:mm}");
    }

    public static IEnumerable<Finding> Show(SiteProfile profile)
    {
        if (profile.Runs == 0)
            yield break;
        yield return Finding.Ok(
            "profile",
            $"of the newest {profile.Runs} runs and {profile.Repairs} repairs; up to {profile.MostSteps} steps a run, text of {profile.Steps.LongestText} characters, binary content of {profile.Steps.LargestBlob} bytes"
        );
        foreach (var (codes, result) in profile.Results)
            yield return Known(profile, Flags.UnknownResult, codes, "Result ")
                ? Finding.Ok("profile codes", $"{codes}: {result}")
                : new Finding(
                    Level.Warning,
                    "profile codes",
                    $"{codes}: {result}",
                    "The configuration does not say what this Result means: it is sent as Error. Name it in Mapping:Codes:Result."
                );
        yield return Finding.Ok("profile result types", profile.Steps.ResultTypes.ToString());
        foreach (var (code, inside, outside) in profile.Steps.Agreement)
            yield return Finding.Ok(
                "profile limits",
                $"numeric TestResultType {code}: {100.0 * inside / (inside + outside):0.0} % of {inside + outside} values with limits are inside them"
            );
        if (profile.Steps.OnLimit.Total > 0)
            yield return Finding.Ok(
                "profile on the limit",
                $"values exactly on a limit, by TestResultType: {profile.Steps.OnLimit}"
            );
        if (profile.Steps.Sentinels.Total > 0)
            yield return Finding.Ok("profile 9.9E37", $"as {profile.Steps.Sentinels}");
        if (profile.TestTimes is var (least, median, most))
            yield return median < 86_400
                ? Finding.Ok("profile test time", $"{least:0.#} to {most:0.#}, median {median:0.#}")
                : new Finding(
                    Level.Warning,
                    "profile test time",
                    $"median {median:0.#}: more than a day if it is seconds",
                    "If it is milliseconds, set Vte:TestTimeFactor to 0.001."
                );
        if (profile.Odd.Total > 0)
            yield return new Finding(
                Level.Warning,
                "profile odd rows",
                $"runs {profile.Odd}",
                "docs/mapping.md says what becomes of each."
            );
        if (profile.Flags.Total > 0)
            yield return new Finding(
                Level.Warning,
                "profile flags",
                profile.Flags.ToString(),
                "docs/mapping.md says what each means; 'vtebridge explain' shows one run."
            );
        if (profile.Problems.Total > 0)
            yield return new Finding(
                Level.Warning,
                "profile dead letters",
                $"cannot be mapped: {profile.Problems}",
                "'vtebridge export' names each with what to do."
            );
    }

    private static bool Known(SiteProfile profile, string flag, string codes, string prefix)
    {
        var code = codes[prefix.Length..codes.IndexOf(',')];
        return profile.Flags[Flags.With(flag, code == "NULL" ? "none" : code)] == 0;
    }
}
