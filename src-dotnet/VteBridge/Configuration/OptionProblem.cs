namespace VteBridge.Configuration;

/// <summary>One thing wrong with the configuration: the key as written in the file (`Vte:TimeZone`), what is wrong, how to mend it.</summary>
internal sealed record OptionProblem(string Key, string What, string Fix)
{
    public override string ToString() => $"{Key}: {What} {Fix}";
}
