using System.Text;
using System.Xml.Linq;
using VteBridge.Tests.Configuration;

namespace VteBridge.Tests.Install;

public sealed class DependencyListTests
{
    private const string Page = "docs/security.md";
    private const string Begin =
        "<!-- packages: written from Directory.Packages.props, see The_dependency_list_is_the_central_one -->\n";
    private const string End = "<!-- /packages -->";

    [Fact]
    public void The_dependency_list_is_the_central_one()
    {
        var page = Repository.Text(Page).ReplaceLineEndings("\n");
        var begin = page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = page.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin > Begin.Length && end >= begin, $"{Page} has no place for the packages.");

        Generated.Check(Page, page[..begin] + List() + page[end..]);
    }

    private static string List()
    {
        var text = new StringBuilder("\n| Package | Version | Part of |\n|---|---|---|\n");
        var central = XDocument.Parse(Repository.Text("src-dotnet/Directory.Packages.props"));
        var sqlClient = central.Descendants("SqlClientVersion").Single().Value;
        var (product, simulator) = (Used("VteBridge"), Used("VteBridge.Simulator"));
        foreach (var package in central.Descendants("PackageVersion"))
        {
            var name = package.Attribute("Include")!.Value;
            var version = package.Attribute("Version")!.Value.Replace("$(SqlClientVersion)", sqlClient);
            var where =
                product.Contains(name) ? "the product"
                : simulator.Contains(name) ? "the simulator only"
                : "tests and benchmarks only";
            text.Append($"| {name} | {version} | {where} |\n");
        }
        return text.Append('\n').ToString();
    }

    private static HashSet<string> Used(string project) =>
        XDocument
            .Parse(Repository.Text($"src-dotnet/{project}/{project}.csproj"))
            .Descendants("PackageReference")
            .Select(reference => reference.Attribute("Include")!.Value)
            .ToHashSet();
}
