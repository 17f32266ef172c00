namespace VteBridge.Tests.State;

/// <summary>Sees the milestones that the current test reaches, and not those of tests that run at the same time.</summary>
internal sealed class Milestones : IDisposable
{
    private static readonly AsyncLocal<Milestones?> Current = new();

    private readonly List<string> _all = [];
    private readonly Action<string>? _act;

    static Milestones() => Milestone.Passed += name => Current.Value?.See(name);

    private Milestones(Action<string>? act) => _act = act;

    public IReadOnlyList<string> All => _all;

    public static Milestones Watch(Action<string>? act = null) => Current.Value = new Milestones(act);

    public void Dispose() => Current.Value = null;

    private void See(string name)
    {
        _all.Add(name);
        _act?.Invoke(name);
    }
}
