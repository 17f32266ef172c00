using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using VteBridge.Cli;

namespace VteBridge.Tests.Docs;

/// <summary>The docs must agree with the source tree and the program.</summary>
public sealed partial class DocsTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<string> Pages =
    [
        .. Repository
            .Files()
            .Where(f =>
                f.EndsWith(".md", StringComparison.Ordinal) && !f.StartsWith("tests/", StringComparison.Ordinal)
            ),
    ];

    /// <summary>Sample values for the capital words that stand for values in the docs.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        ["ID"] = "6b1f0a52-0000-4000-8000-000000000001",
        ["N"] = "3",
        ["MINUTES"] = "5",
        ["DAYS"] = "3",
        ["PERCENT"] = "50",
        ["TIME"] = "2026-01-31",
        ["DATE"] = "2026-01-31",
        ["FROM"] = "2026-01-01",
        ["TO"] = "2026-01-31",
    };

    [Fact]
    public void Every_link_leads_to_a_page_and_a_heading()
    {
        var links = Pages
            .SelectMany(page => Link().Matches(Text(page)).Select(m => (page, To: m.Groups[1].Value)))
            .ToList();

        Assert.True(links.Count > 60, $"only {links.Count} links");
        Assert.Empty(links.Where(link => !Leads(link.page, link.To)).Select(link => $"{link.page}: {link.To}"));
    }

    [Fact]
    public void Every_command_is_one_that_the_program_takes()
    {
        var errors = Pages
            .Except(["CHANGELOG.md"])
            .SelectMany(page => Commands(page).Select(c => (page, c.Line, Errors: Errors(c.Line, c.IsMention))))
            .ToList();

        Assert.True(errors.Count > 60, $"only {errors.Count} commands");
        var wrong = errors.SelectMany(c => c.Errors.Select(error => $"{c.page}: {c.Line}: {error}")).ToHashSet();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void README_fits_on_two_screens_and_is_written_in_short_sentences()
    {
        foreach (var page in Pages)
            output.WriteLine(
                $"{page}: {Lengths(page).DefaultIfEmpty().Order().ElementAt(Lengths(page).Count() / 2)} words in the median sentence"
            );

        Assert.InRange(File.ReadLines(Repository.PathOf("README.md")).Count(), 30, 90);
        Assert.InRange(Lengths("README.md").Order().ElementAt(Lengths("README.md").Count() / 2), 3, 15);
    }

    private static bool Leads(string page, string link)
    {
        var (path, anchor) = link.Split('#') is [var p, var a] ? (p, a) : (link, "");
        var target = path.Length == 0 ? page : Join(page, path);
        if (!File.Exists(Repository.PathOf(target)) && !Directory.Exists(Repository.PathOf(target)))
            return false;
        return anchor.Length == 0 || Heading().Matches(Text(target)).Any(m => Anchor(m.Groups[1].Value) == anchor);
    }

    private static string Join(string page, string path) =>
        Path.GetRelativePath(Repository.Root, Path.Combine(Path.GetDirectoryName(Repository.PathOf(page))!, path))
            .Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>The anchor that GitHub makes for a heading.</summary>
    private static string Anchor(string heading) =>
        NoAnchor().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');

    private static IEnumerable<(string Line, bool IsMention)> Commands(string page) =>
        Command()
            .Matches(Text(page).Replace("\\\n", " "))
            .Select(m => (Line: m.Groups[1].Value.Trim(), m.Value.StartsWith('`')))
            .Where(c => !c.Line.Contains('…') && !c.Line.Contains("VERB", StringComparison.Ordinal));

    /// <param name="isMention">True for text between backticks, where a verb may be named without its required options.</param>
    private static IEnumerable<string> Errors(string line, bool isMention)
    {
        // Notes in code blocks follow after several blanks or a #.
        var words = CommandLineParser
            .SplitCommandLine(Note().Replace(line, ""))
            .Select(w => Samples.GetValueOrDefault(w, w));
        return CommandLine
            .Create()
            .Parse([.. words])
            .Errors.Select(e => e.Message)
            .Where(e => !isMention || !IsDemand().IsMatch(e));
    }

    private static IEnumerable<int> Lengths(string page) =>
        Sentence()
            .Split(string.Join('\n', Prose(page)))
            .Select(s => s.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length)
            .Where(words => words > 2);

    /// <summary>The lines of a page that are not code, tables, headings or quotes.</summary>
    private static IEnumerable<string> Prose(string page) =>
        Fence()
            .Replace(Text(page), "")
            .Split('\n')
            .Where(l => !l.StartsWith('|') && !l.StartsWith('#') && !l.StartsWith('>'));

    private static string Text(string page) => Repository.Text(page).ReplaceLineEndings("\n");

    [GeneratedRegex(@"\]\((?!https?:|mailto:)([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(?m)^#+ (.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NoAnchor();

    /// <summary>A command in a code block or between backticks.</summary>
    [GeneratedRegex(@"(?m)(?:^\s*(?:\$ |sudo (?:-u \w+ )?|& \$)?|`)vtebridge ((?!-)[a-z][^`|\n]*)")]
    private static partial Regex Command();

    [GeneratedRegex("is required|Required argument missing")]
    private static partial Regex IsDemand();

    [GeneratedRegex(@"\s{3,}.*$| #.*$| [>|&].*$")]
    private static partial Regex Note();

    [GeneratedRegex(@"(?<=[.!?:])\s+|\n\n|\n- ")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"(?s)```.*?```|`[^`]*`")]
    private static partial Regex Fence();
}
