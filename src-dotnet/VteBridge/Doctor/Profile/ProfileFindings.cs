using VteBridge.Configuration;
using VteBridge.Mapping;
using VteBridge.State;

namespace VteBridge.Doctor.Profile;

/// <summary>What a sample of runs shows about a site, with advice where the sample supports it.</summary>
internal static class ProfileFindings
{
    private const FindingGroup Group = FindingGroup.Data;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IEnumerable<Finding> Of(SiteProfile profile, BridgeOptions options) =>
        profile.Runs == 0
            ? []
            : Codes(profile)
                .Prepend(
                    Finding.Ok(
                        Group,
                        "sample",
                        $"the newest {profile.Runs} runs and {profile.Repairs} repairs; up to {profile.MostSteps} steps a run, text of {profile.Steps.LongestText} characters, binary content of {profile.Steps.LargestBlob} bytes"
                    )
                )
                .Concat(ResultTypes(profile, options.Mapping.Codes))
                .Concat(TestTimes(profile, options.Sync))
                .Concat(Counts(profile));

    private static IEnumerable<Finding> Codes(SiteProfile profile)
    {
        foreach (var (code, result) in profile.Results.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal))
            yield return profile.Flags[Flags.With(Flags.UnknownResult, code.Result ?? "none")] == 0
                ? Finding.Ok(Group, "codes", $"{code}: {result}")
                : Finding.Warning(
                    Group,
                    "codes",
                    $"{code}: {result}",
                    "The configuration does not say what this Result means: it is sent as Error. Name it in Mapping:Codes:Result."
                );
    }

    /// <summary>For each TestResultType code, how many values are inside their limits and how many outside.</summary>
    private static IEnumerable<Finding> ResultTypes(SiteProfile profile, MappingCodes codes)
    {
        var steps = profile.Steps;
        yield return Finding.Ok(Group, "result types", steps.ResultTypes.ToString());
        foreach (var (code, inside, outside) in steps.Agreement)
            yield return Finding.Ok(
                Group,
                "limits",
                $"numeric TestResultType {code}: {100.0 * inside / (inside + outside):0.0} % of {inside + outside} values with limits are inside them"
            );
        if (codes.NumericResultType.Count == 0 && steps.ProposedCodes is { } proposed)
            yield return Finding.Warning(
                Group,
                "limits",
                $"TestResultType of numeric steps agrees with the limits: {string.Join(", ", proposed.Select(p => $"{p.Key} is {p.Value}"))}",
                "Add Mapping:Codes:NumericResultType as proposed below, so that values without limits have a verdict, too."
            );
        if (steps.OnLimit.Total > 0)
            yield return Finding.Ok(
                Group,
                "on the limit",
                $"values exactly on a limit, by TestResultType: {steps.OnLimit}"
            );
        if (steps.Sentinels.Total > 0)
            yield return Finding.Ok(Group, "sentinel values", $"as {steps.Sentinels}");
    }

    private static IEnumerable<Finding> TestTimes(SiteProfile profile, SyncOptions sync)
    {
        if (profile.TestTimes is not var (least, median, most))
            yield break;
        var text = $"{least:0.#} to {most:0.#} s, median {median:0.#} s";
        if (median >= Day.TotalSeconds)
            yield return Finding.Warning(
                Group,
                "test time",
                $"{text}: half of the tests would take more than a day",
                "If TestTime is in milliseconds, set Vte:TestTimeFactor to 0.001."
            );
        else if (most > sync.LookBack.TotalSeconds)
            yield return Finding.Warning(
                Group,
                "test time",
                $"{text}; the longest test takes longer than the look-back of {DurationText.Of(sync.LookBack)}",
                "A run that VTE inserts when it ends, with the time of its start, is then found by the hourly comparison of days only. Raise Sync:LookBack above the longest test to see it in the next cycle."
            );
        else
            yield return Finding.Ok(
                Group,
                "test time",
                $"{text}; the look-back of {DurationText.Of(sync.LookBack)} is longer than any test"
            );
    }

    private static IEnumerable<Finding> Counts(SiteProfile profile)
    {
        if (profile.Odd.Total > 0)
            yield return Finding.Warning(
                Group,
                "odd rows",
                $"runs {profile.Odd}",
                "docs/mapping.md says how each is handled."
            );
        if (profile.Flags.Total > 0)
        {
            yield return Finding.Warning(
                Group,
                "flags",
                Kinds(profile.Flags),
                "docs/mapping.md says what each means; 'vtebridge explain' shows one run, 'doctor --all' every flag."
            );
            yield return Finding.Ok(Group, "every flag", profile.Flags.ToString());
        }
        if (profile.Problems.Total > 0)
            yield return Finding.Warning(
                Group,
                "dead letters",
                $"cannot be mapped: {profile.Problems}",
                "'vtebridge export' names each with what to do."
            );
        var retested = profile.Tests.Ordered.Where(t => t.Value >= Retest.Many).ToList();
        if (retested.Count > 0)
            yield return Finding.Warning(
                Group,
                "retests",
                $"{retested.Count} units have {Retest.Many} or more tests in one process within the sample, for example {string.Join(", ", retested.Take(3).Select(t => $"{t.Key} ({t.Value})"))}",
                Retest.Fix
            );
    }

    /// <summary>The most frequent kinds of flags. A flag can have a code after a colon, and a site can have many codes.</summary>
    private static string Kinds(Tally flags)
    {
        const int most = 6;
        var kinds = flags
            .Ordered.GroupBy(f => Mapping.Flags.KindOf(f.Key), f => f.Value)
            .Select(k => (Name: k.Key, Count: k.Sum()))
            .OrderByDescending(k => k.Count)
            .ThenBy(k => k.Name, StringComparer.Ordinal)
            .ToList();
        var shown = string.Join(", ", kinds.Take(most).Select(k => $"{k.Name} × {k.Count}"));
        return kinds.Count > most ? $"{shown}, and {kinds.Count - most} other kinds" : shown;
    }
}
