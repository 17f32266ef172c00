using VteBridge.Simulator.Vte.Storage;

namespace VteBridge.Simulator.Vte.Sql;

/// <summary>
/// What a statement takes from outside, as ?1, ?2, … in its SQLite text: variables, constants, and what only the session knows (its
/// clock, its user). The same input has the same number, so that equal expressions have equal texts.
/// </summary>
internal sealed class Inputs(IReadOnlyDictionary<string, SqlType> variables)
{
    private readonly List<Input> _inputs = [];

    public IReadOnlyList<Input> All => _inputs;

    public Typed Variable(string name) =>
        variables.TryGetValue(name, out var type)
            ? new Typed(Number(new Input(name, InputSource.Variable, default)), type)
            : throw SqlFaults.UndeclaredVariable(name);

    public Typed Session(string name, SqlType type) =>
        new(Number(new Input(name.ToUpperInvariant(), InputSource.Session, default)), type);

    public Typed Constant(StoredValue value, SqlType type) =>
        new(
            value.Kind == StoredKind.Integer
                ? Whole(value.Integer)
                : Number(new Input(Key(value), InputSource.Constant, value)),
            type
        )
        {
            Constant = value,
        };

    private static string Whole(long value) =>
        value == long.MinValue
            ? "(-9223372036854775807-1)"
            : value.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string Key(StoredValue value) =>
        value.Kind
        + ":"
        + (
            value.Bytes is null
                ? BitConverter.DoubleToInt64Bits(value.Real).ToString("X", null)
                : Convert.ToHexString(value.Bytes)
        );

    private string Number(Input input)
    {
        var index = _inputs.FindIndex(other =>
            other.Source == input.Source && other.Name.Equals(input.Name, StringComparison.OrdinalIgnoreCase)
        );
        if (index < 0)
        {
            index = _inputs.Count;
            _inputs.Add(input);
        }
        return $"?{index + 1}";
    }
}

internal sealed record Input(string Name, InputSource Source, StoredValue Constant);

internal enum InputSource
{
    Constant,
    Variable,
    Session,
}
