package io.twinbit.nn.emit;

import java.util.SortedMap;

/** An Arduino library with a sketch that runs the known answers. */
final class ArduinoPackage {
    private ArduinoPackage() {}

    static SortedMap<String, String> arrange(Export export) {
        PackageFiles files = new PackageFiles(export);
        return files.sources("src/", "src/")
                .add("library.properties", """
                        name=@name@
                        version=@version@
                        author=Twinbit
                        maintainer=Twinbit
                        sentence=@sentence@.
                        paragraph=Fill the input, call @name@_run, read the output; src/@name@.h says how. The example checks known answers.
                        category=Data Processing
                        url=
                        architectures=*
                        includes=@name@.h
                        """)
                .add("keywords.txt", """
                        @name@_run	KEYWORD2
                        @name@_arena	KEYWORD1
                        """)
                .add("examples/SelfTest/SelfTest.ino", sketch(files))
                .toMap();
    }

    private static String sketch(PackageFiles files) {
        return """
                // Runs the network on inputs whose outputs are known, and says whether every bit is right.
                #include <twinbit.h>
                #include <twinbit_known_answers.h>

                static twinbit_arena arena;
                %s
                static void report(const twinbit_known_answer *answer)
                {
                    Serial.print("vector ");
                    Serial.print(answer->vector);
                    Serial.println(answer->status == TWINBIT_OK && answer->output < 0 ? ": ok" : ": differs");
                }

                void setup()
                {
                    Serial.begin(115200);
                    while (!Serial) {
                    }
                    unsigned long start = micros();
                    long different = %s;
                    Serial.print(different);
                    Serial.print(" known answers differ; microseconds in all: ");
                    Serial.println(micros() - start);
                }

                void loop()
                {
                }
                """.formatted(files.hasState() ? "static twinbit_state state;\n" : "", SelfTestSource.call(files));
    }
}
