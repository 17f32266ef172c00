using System.IO.Enumeration;
using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>Finds the WATS process of a run: by the first rule that matches, else the default.</summary>
internal sealed class Processes(MappingOptions options)
{
    /// <summary>Null when no rule matches and no default is configured.</summary>
    public Process? Of(TestRun run, Explanation? why)
    {
        var (process, source, rule) = Find(run);
        why?.Add("processCode", $"{process?.Code}", source, rule);
        return process;
    }

    private (Process? Process, string Source, string Rule) Find(TestRun run)
    {
        if (run.Testplan is { IsSystemTest: true } && options.SystemTestProcessCode is { } ofSystemTests)
            return (new Process(ofSystemTests, null), "Mapping:SystemTestProcessCode", "a system test");
        for (var i = 0; i < options.Processes.Count; i++)
        {
            var rule = options.Processes[i];
            if (Matches(run, rule))
                return (Of(rule.Code, rule.Name), $"Mapping:Processes:{i}", "the first rule that matches");
        }
        return (
            options.DefaultProcessCode is { } code ? Of(code, options.DefaultProcessName) : null,
            "Mapping:DefaultProcessCode",
            "no rule of Mapping:Processes matches"
        );
    }

    private static Process Of(int code, string? name) =>
        new(code, string.IsNullOrWhiteSpace(name) ? null : name.Trim());

    private static bool Matches(TestRun run, MappingProcess rule) =>
        Matches(rule.Testplan, RunFields.TestplanName(run))
        && Matches(rule.Variant, RunFields.TestplanVariant(run))
        && Matches(rule.Site, RunFields.Site(run));

    private static bool Matches(string pattern, string? value) =>
        pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern, (value ?? "").Trim(), ignoreCase: true);
}
