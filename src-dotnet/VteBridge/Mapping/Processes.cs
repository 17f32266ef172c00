using System.IO.Enumeration;
using VteBridge.Configuration;
using VteBridge.Vte;

namespace VteBridge.Mapping;

/// <summary>Which process a run belongs to: the first rule that matches, else the default.</summary>
internal sealed class Processes(MappingOptions options)
{
    private readonly Process? _default = options.DefaultProcessCode is { } code
        ? new Process(code, NullIfBlank(options.DefaultProcessName))
        : null;
    private readonly Process? _systemTest = options.SystemTestProcessCode is { } code ? new Process(code, null) : null;
    private readonly (MappingProcess Rule, Process Process)[] _rules =
    [
        .. options.Processes.Select(rule => (rule, new Process(rule.Code, NullIfBlank(rule.Name)))),
    ];

    /// <summary>Null when nothing is configured for it.</summary>
    public Process? Of(TestRun run, Explanation? explanation)
    {
        if (run.Testplan is { IsSystemTest: true } && _systemTest is { } ofSystemTests)
        {
            explanation?.Add("processCode", $"{ofSystemTests.Code}", "Mapping:SystemTestProcessCode", "a system test");
            return ofSystemTests;
        }
        for (var i = 0; i < _rules.Length; i++)
        {
            var (rule, process) = _rules[i];
            if (!Matches(run, rule))
                continue;
            explanation?.Add(
                "processCode",
                $"{process.Code}",
                $"Mapping:Processes:{i}",
                $"first rule that matches: {rule}"
            );
            return process;
        }
        explanation?.Add(
            "processCode",
            $"{_default?.Code}",
            "Mapping:DefaultProcessCode",
            "no rule of Mapping:Processes matches"
        );
        return _default;
    }

    private static bool Matches(TestRun run, MappingProcess rule) =>
        Matches(rule.Testplan, RunFields.TestplanName(run))
        && Matches(rule.Variant, RunFields.TestplanVariant(run))
        && Matches(rule.Site, RunFields.Site(run));

    private static bool Matches(string pattern, string? value) =>
        pattern == "*" || FileSystemName.MatchesSimpleExpression(pattern, (value ?? "").Trim(), ignoreCase: true);

    private static string? NullIfBlank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
