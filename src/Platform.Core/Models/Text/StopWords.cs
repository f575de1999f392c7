namespace Platform.Core.Models.Text;

/// <summary>Words that carry no subject of their own, in English, German and French.</summary>
internal static class StopWords
{
    private const string English =
        "a about above after again against all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me more most much my no nor not now of off on once one only or other our out over own same she should so some such than that the their them then there these they this those through to too under until up upon us very was we were what when where which while who whom why will with within without would you your yours may might must shall however therefore thus since still yet many every ever never said says say get got make made like";

    private const string German =
        "der die das den dem des ein eine einer einem einen eines und oder aber nicht ist sind war waren wird werden wurde wurden mit von zu zum zur im in auf an am aus bei nach vor für über unter auch als wie so dass daß es er sie wir ihr ich du man sich noch nur schon sehr mehr kann können hat haben hatte hatten um durch bis wenn";

    private const string French =
        "le la les un une des du de et ou mais ne pas est sont était étaient sera dans sur avec sans pour par au aux ce cette ces cet il elle ils elles nous vous je tu on qui que quoi dont où se sa son ses leur leurs plus moins très comme si en y été être avoir a ont";

    private static readonly HashSet<string> All = new($"{English} {German} {French}".Split(' '), StringComparer.Ordinal);

    /// <summary>A word is lower-case, as <see cref="TextTokens"/> gives it.</summary>
    public static bool Contains(string word) => word.Length < 2 || All.Contains(word);
}
