package io.twinbit.nn.emit;

import java.util.SortedMap;

/** A PlatformIO library with an example that runs the known answers. */
final class PlatformioPackage {
    private PlatformioPackage() {}

    static SortedMap<String, String> arrange(Export export) {
        PackageFiles files = new PackageFiles(export);
        return files.sources("include/", "src/")
                .add("library.json", """
                        {
                          "name": "@name@",
                          "version": "@version@",
                          "description": "@sentence@.",
                          "keywords": ["machine-learning", "neural-network", "quantized"],
                          "headers": "@name@.h",
                          "frameworks": "*",
                          "platforms": "*",
                          "build": {
                            "includeDir": "include",
                            "srcDir": "src"
                          },
                          "examples": [
                            {
                              "name": "self_test",
                              "base": "examples/self_test",
                              "files": ["main.c"]
                            }
                          ]
                        }
                        """)
                .add("examples/self_test/main.c", """
                        /* Runs the network on inputs whose outputs are known. */
                        #include <stdio.h>

                        #include "twinbit_known_answers.h"

                        %s
                        int main(void)
                        {
                            long different = (long)%s;
                            printf("%%ld known answers differ\\n", different);
                            return different == 0 ? 0 : 1;
                        }
                        """.formatted(SelfTestSource.memoryAndReport(files, "printf"), SelfTestSource.call(files)))
                .toMap();
    }
}
