namespace VteBridge.Monitoring.Page;

/// <summary>Finished HTML: only <see cref="Html"/> makes it, out of literals and escaped texts.</summary>
internal readonly record struct Markup(string Text)
{
    public override string ToString() => Text;
}
