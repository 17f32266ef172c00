using System.Globalization;

namespace VteBridge.Simulator.Wats.Rules;

/// <summary>Where in the document something stands; written out as a JSON path only when a problem names it.</summary>
internal sealed class Place
{
    private readonly Place? _parent;
    private readonly string _name;
    private readonly int _index;

    private Place(Place? parent, string name, int index)
    {
        _parent = parent;
        _name = name;
        _index = index;
    }

    public static Place Root { get; } = new(null, "$", -1);

    public Place Member(string name) => new(this, name, -1);

    /// <summary>One item of the list called <paramref name="list"/>.</summary>
    public Place Item(string list, int index) => new(this, list, index);

    public override string ToString()
    {
        var own = _index < 0 ? _name : string.Create(CultureInfo.InvariantCulture, $"{_name}[{_index}]");
        return _parent is null ? own : $"{_parent}.{own}";
    }
}
