using VteBridge.Vte.Schema;

namespace VteBridge.Hosting;

/// <summary>The schema of a scope: it can only be read asynchronously, so it is read first and then served from here.</summary>
internal sealed class SchemaHolder
{
    private VteSchema? _schema;

    public VteSchema Schema
    {
        get => _schema ?? throw new InvalidOperationException("The schema has not been read in this scope.");
        set => _schema = value;
    }
}
