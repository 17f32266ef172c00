namespace VteBridge.Mapping;

/// <summary>Puts texts together that may be absent.</summary>
internal static class Words
{
    /// <summary>Those that are not blank, trimmed.</summary>
    public static string Join(char separator, params IEnumerable<string?> texts) =>
        string.Join(separator, texts.Where(text => !string.IsNullOrWhiteSpace(text)).Select(text => text!.Trim()));
}
