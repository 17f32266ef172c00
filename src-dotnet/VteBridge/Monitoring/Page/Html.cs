namespace VteBridge.Monitoring.Page;

/// <summary>
/// HTML out of interpolated strings: what stands in the code is markup, what stands in a hole is text and is escaped,
/// unless it is markup itself. A text from VTE can therefore not become markup by forgetting something.
/// </summary>
internal static class Html
{
    public static Markup Of(HtmlText text) => text.ToMarkup();

    public static Markup Join(IEnumerable<Markup> parts) => new(string.Concat(parts.Select(p => p.Text)));

    public static Markup None => new("");
}
