using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>Makes one check after another. A check is left out if something that it needs is missing; the others still run.</summary>
internal static class DoctorRun
{
    public static async Task<DoctorReport> ExamineAsync(
        LoadedOptions loaded,
        DoctorRequest request,
        Func<BridgeOptions, BridgeScope> compose,
        CancellationToken stop
    )
    {
        const FindingGroup Group = FindingGroup.Configuration;
        if (loaded.Problems.Count > 0)
            return new DoctorReport([
                .. loaded.Problems.Select(p => new Finding(
                    Group,
                    Level.Error,
                    "options",
                    $"{p.Key}: {p.What}",
                    p.Fix,
                    ExitCode.Usage
                )),
            ]);
        var findings = new List<Finding> { Finding.Ok(Group, "options", "every option can be used") };
        findings.AddRange(MachineChecks.Run(loaded.Options));

        // No retries: a person waits for the result.
        await using var parts = compose(loaded.Options with { Vte = loaded.Options.Vte with { Retries = 0 } });
        findings.AddRange(StateChecks.Run(parts));
        try
        {
            await foreach (var finding in VteChecks.RunAsync(parts, request, stop))
                findings.Add(finding);
        }
        catch (CannotWork failure)
        {
            findings.Add(Finding.Of(FindingGroup.Vte, "connection", failure));
        }
        await foreach (var finding in DestinationChecks.RunAsync(parts, request, stop))
            findings.Add(finding);
        return new DoctorReport(
            findings,
            request.Profile is { } profile ? Proposal.Of(profile, loaded.Options, request.Failures) : null
        );
    }
}

/// <summary>What `doctor` was asked to do, and what some checks find out for others.</summary>
/// <param name="Sample">How many of the newest runs the profile reads; 0 for none.</param>
internal sealed record DoctorRequest(int Sample)
{
    /// <summary>The profile of the sample; null when none was read.</summary>
    public SiteProfile? Profile { get; set; }

    /// <summary>One report of the sample, for the server to check against its own schema; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report => Profile?.Report ?? default;

    /// <summary>Whether the sample has repairs; if so, WATS must know the failures that they are mapped to.</summary>
    public bool HasRepairs => Profile is { Repairs: > 0 };

    /// <summary>The failures that WATS has for repairs; empty when WATS was not asked or does not list them.</summary>
    public IReadOnlyList<MappingRepairCode> Failures { get; set; } = [];

    /// <summary>Null when the schema could not be read.</summary>
    public VteSchema? Schema { get; set; }
}

/// <summary>Everything that `doctor` found.</summary>
/// <param name="Proposal">Configuration to fill in; null when there is nothing to add.</param>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings, JsonObject? Proposal = null)
{
    public int ExitCode => ExitCodeOf(Findings);

    /// <summary>For example "1 error, 2 warnings, 14 ok".</summary>
    public string Summary => $"{Count(Level.Error, "error")}, {Count(Level.Warning, "warning")}, {Of(Level.Ok)} ok";

    /// <summary>
    /// The findings by group, errors first, then warnings. The ok findings of a group make one line, unless all are
    /// wanted.
    /// </summary>
    public IEnumerable<(FindingGroup Group, IReadOnlyList<Finding> Findings)> Groups(bool all) =>
        Findings
            .GroupBy(f => f.Group)
            .OrderBy(g => g.Key)
            .Select(g =>
                (
                    g.Key,
                    (IReadOnlyList<Finding>)(all ? [.. g.OrderByDescending(f => f.Level)] : Shortened(g.Key, [.. g]))
                )
            );

    /// <summary>The exit code of the first error; warnings do not make the command fail.</summary>
    public static int ExitCodeOf(IReadOnlyList<Finding> findings) =>
        findings.FirstOrDefault(f => f.Level == Level.Error)?.ExitCode ?? Core.ExitCode.Done;

    public object Json() =>
        new
        {
            findings = Findings.Select(f => f.Json()),
            proposal = Proposal,
            exitCode = ExitCode,
        };

    private static List<Finding> Shortened(FindingGroup group, List<Finding> findings)
    {
        var shown = findings.Where(f => f.Level != Level.Ok).OrderByDescending(f => f.Level).ToList();
        var ok = findings.Where(f => f.Level == Level.Ok).Select(f => f.Check).Distinct().ToList();
        if (ok.Count > 0)
            shown.Add(Finding.Ok(group, ok.Count == 1 ? "1 check" : $"{ok.Count} checks", string.Join(", ", ok)));
        return shown;
    }

    private int Of(Level level) => Findings.Count(f => f.Level == level);

    private string Count(Level level, string what) => Of(level) == 1 ? $"1 {what}" : $"{Of(level)} {what}s";
}

internal enum Level
{
    Ok,
    Warning,
    Error,
}

/// <summary>What a finding is about, in the order of display.</summary>
internal enum FindingGroup
{
    Configuration,
    Machine,
    Vte,
    Data,
    Destination,
    Wats,
}

/// <summary>One thing that `doctor` checked.</summary>
/// <param name="Check">A short name of the check.</param>
/// <param name="What">What was found.</param>
/// <param name="Fix">What to do about it; empty when there is nothing to do.</param>
/// <param name="ExitCode">The exit code that the program would end with because of it.</param>
internal sealed record Finding(
    FindingGroup Group,
    Level Level,
    string Check,
    string What,
    string Fix = "",
    int ExitCode = 0
)
{
    public static Finding Ok(FindingGroup group, string check, string what) => new(group, Level.Ok, check, what);

    public static Finding Warning(FindingGroup group, string check, string what, string fix) =>
        new(group, Level.Warning, check, what, fix);

    public static Finding Of(FindingGroup group, string check, CannotWork failure) =>
        new(group, Level.Error, check, failure.Message, "", failure.ExitCode);

    public object Json() =>
        new
        {
            group = Group.ToString().ToLowerInvariant(),
            level = Level.ToString().ToLowerInvariant(),
            check = Check,
            what = What,
            fix = Fix,
        };
}
