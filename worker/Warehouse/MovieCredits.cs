namespace Hitcast.Worker.Warehouse;

/// <summary>Who acts in a movie, and who made it.</summary>
internal static class MovieCredits
{
    private const string Director = "Director";
    private const short Genders = 3;

    /// <returns>The names of the cast in billing order and of the directors; null where the reply lacks the part.</returns>
    public static (List<string>? Cast, List<string>? Directors) Stage(StagedObject staged, ReplyReader? credits) =>
        credits is { } part ? (StageCast(staged, part), StageCrew(staged, part)) : (null, null);

    private static List<string> StageCast(StagedObject staged, ReplyReader credits)
    {
        var billed = new List<(int Billing, string Name)>();
        var position = 0;
        foreach (var part in credits.List("cast"))
        {
            if (Person(staged, staged.Cast, part, position) is { } name)
            {
                var billing = part.Int("order");
                staged.Cast.Int(billing).Text(part.Text("character"));
                billed.Add((billing ?? position, name));
                position++;
            }
        }

        return [.. billed.OrderBy(item => item.Billing).Select(item => item.Name).Distinct()];
    }

    private static List<string> StageCrew(StagedObject staged, ReplyReader credits)
    {
        var directors = new List<string>();
        var position = 0;
        foreach (var part in credits.List("crew"))
        {
            if (Person(staged, staged.Crew, part, position) is { } name)
            {
                var job = part.Text("job");
                staged.Crew.Text(part.Text("department")).Text(job);
                position++;
                if (job == Director)
                {
                    directors.Add(name);
                }
            }
        }

        return [.. directors.Distinct()];
    }

    /// <summary>The first columns of a row; the caller adds the others.</summary>
    /// <returns>The name; null, and no row begun, where number or name are missing.</returns>
    private static string? Person(StagedObject staged, CopyBuffer rows, ReplyReader part, int position)
    {
        if (part.Int("id", 1) is not { } id || part.Name("name") is not { } name)
        {
            staged.Report("credits", part.Element.GetRawText(), "lacks number or name; passed over");
            return null;
        }

        rows.Row().Int(staged.Line).Int(position).Int(id).Text(name).Short(part.Short("gender", Genders)).Text(part.Text("known_for_department")).Text(part.Text("credit_id"));
        return name;
    }
}
