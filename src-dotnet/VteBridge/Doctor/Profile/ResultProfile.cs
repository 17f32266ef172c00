using VteBridge.Vte;

namespace VteBridge.Doctor.Profile;

/// <summary>The runs with one (Result, ExitCode): how many, how many of them have a value outside its limits, since when.</summary>
internal sealed class ResultProfile
{
    public int Runs { get; private set; }
    public int WithValueOutside { get; private set; }
    public DateTime First { get; private set; } = DateTime.MaxValue;
    public DateTime Last { get; private set; }

    public void Add(TestRun run, bool hasValueOutside)
    {
        Runs++;
        WithValueOutside += hasValueOutside ? 1 : 0;
        First = run.Timestamp < First ? run.Timestamp : First;
        Last = run.Timestamp > Last ? run.Timestamp : Last;
    }

    public override string ToString() =>
        $"{Runs} runs, {100.0 * WithValueOutside / Runs:0} % with a value outside its limits, {First:yyyy-MM-dd} to {Last:yyyy-MM-dd}";
}
