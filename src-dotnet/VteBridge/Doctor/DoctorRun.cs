using System.Text.Json.Nodes;
using VteBridge.Configuration;
using VteBridge.Doctor.Profile;
using VteBridge.Sync;
using VteBridge.Vte.Schema;

namespace VteBridge.Doctor;

/// <summary>Makes one check after another. A check that needs what is not there is left out; the others still run.</summary>
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

        // One attempt each: nobody waits a minute for a doctor.
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

/// <summary>What `doctor` was asked, and what some checks find for others.</summary>
/// <param name="Sample">How many of the newest runs the profile reads; 0 for none.</param>
internal sealed record DoctorRequest(int Sample)
{
    /// <summary>What the sample shows; null when there is none.</summary>
    public SiteProfile? Profile { get; set; }

    /// <summary>One report of the sample, for WATS's own schema to check; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Report => Profile?.Report ?? default;

    /// <summary>Whether the sample has repairs, so that WATS must know what they are mapped to.</summary>
    public bool HasRepairs => Profile is { Repairs: > 0 };

    /// <summary>The failures that WATS has for repairs; empty when it was not asked or does not tell.</summary>
    public IReadOnlyList<MappingRepairCode> Failures { get; set; } = [];

    /// <summary>Null when it could not be read.</summary>
    public VteSchema? Schema { get; set; }
}

/// <summary>Everything that `doctor` found.</summary>
/// <param name="Proposal">A piece of configuration to fill in; null when there is nothing to add.</param>
internal sealed record DoctorReport(IReadOnlyList<Finding> Findings, JsonObject? Proposal = null)
{
    public int ExitCode => ExitCodeOf(Findings);

    /// <summary>For example "1 error, 2 warnings, 14 ok".</summary>
    public string Summary => $"{Count(Level.Error, "error")}, {Count(Level.Warning, "warning")}, {Of(Level.Ok)} ok";

    /// <summary>
    /// The findings by group. Errors and warnings are always there, errors first; the rest is one line for each group, unless
    /// all is wanted.
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

    /// <summary>That of the first error; warnings do not fail a call.</summary>
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

/// <summary>What a finding is about, in the order in which they are shown.</summary>
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
/// <param name="Check">A short name for it.</param>
/// <param name="What">What was found.</param>
/// <param name="Fix">What to do about it; empty when there is nothing to do.</param>
/// <param name="ExitCode">What the program would end with because of it.</param>
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
