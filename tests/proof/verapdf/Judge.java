import java.io.File;
import java.io.FileInputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Each file against each flavour (ua1, 2a, 3a): a line "file, flavour, clause-test number=how often failed ...". */
public class Judge {
  public static void main(String[] given) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    String[] flavours = given[0].split(",");
    for (int at = 1; at < given.length; at++) {
      for (String flavour : flavours) {
        System.out.println(given[at] + "\t" + flavour + "\t" + judged(new File(given[at]), PDFAFlavour.fromString(flavour)));
      }
    }
  }

  private static String judged(File file, PDFAFlavour flavour) {
    Map<String, Integer> failed = new TreeMap<>();
    try (FileInputStream in = new FileInputStream(file); PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour)) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false);
      ValidationResult result = validator.validate(parser);
      for (TestAssertion one : result.getTestAssertions()) {
        failed.merge(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(), 1, Integer::sum);
      }
      return result.isCompliant() ? "" : failed.toString();
    } catch (Exception trouble) {
      return "{not judged: " + trouble + "}";
    }
  }
}
