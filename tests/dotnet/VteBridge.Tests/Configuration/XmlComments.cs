using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VteBridge.Configuration;

namespace VteBridge.Tests.Configuration;

/// <summary>The summaries of the options classes, read from the XML file that the compiler writes.</summary>
internal static partial class XmlComments
{
    private static readonly Dictionary<string, string> Summaries = XDocument
        .Load(Path.ChangeExtension(typeof(BridgeOptions).Assembly.Location, ".xml"))
        .Descendants("member")
        .Where(member => member.Element("summary") is not null)
        .ToDictionary(member => member.Attribute("name")!.Value, member => Text(member.Element("summary")!));

    /// <summary>The summary without the "Section `X`: " with which sections begin; empty when there is none.</summary>
    internal static string Of(Type type) => SectionName().Replace(Find("T", type.FullName!), "").Capitalised();

    internal static string Of(PropertyInfo property) =>
        Find("P", $"{property.DeclaringType!.FullName}.{property.Name}");

    /// <summary>The summary of a section: that of its property, or else that of its class.</summary>
    internal static string OfSection(PropertyInfo property) =>
        Of(property) is { Length: > 0 } own ? own : Of(property.PropertyType);

    internal static string Of(Type type, string field) => Find("F", $"{type.FullName}.{field}");

    private static string Find(string kind, string name) => Summaries.GetValueOrDefault($"{kind}:{name}", "");

    private static string Text(XElement summary) =>
        Whitespace().Replace(string.Concat(summary.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) =>
        node switch
        {
            XText text => text.Value,
            XElement element when element.Attribute("cref") is { } cref => $"`{cref.Value.Split('.')[^1]}`",
            XElement element => $"`{element.Value}`",
            _ => "",
        };

    private static string Capitalised(this string text) => text == "" ? "" : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^Section `[\w:]+`: ")]
    private static partial Regex SectionName();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Whitespace();
}
