#!/bin/bash -eu
# Builds every target for OSS-Fuzz: what they link as static libraries with the flags of the day,
# then the targets, their seed corpora, dictionaries and options into $OUT.
# Given by OSS-Fuzz: SRC, WORK, OUT, CC, CXX, CFLAGS, CXXFLAGS, LIB_FUZZING_ENGINE.

project=$SRC/assay
prefix=$WORK/prefix
mkdir -p "$prefix/lib/pkgconfig" "$prefix/include"
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig

source_of() { "$project/fuzz/source.sh" "$1" "$SRC/sources"; }

with_cmake() { # PACKAGE [OPTION]...
    local source
    source=$(source_of "$1")
    cmake -S "$source" -B "$WORK/$1" -G Ninja -DCMAKE_INSTALL_PREFIX="$prefix" \
        -DCMAKE_INSTALL_LIBDIR=lib -DBUILD_SHARED_LIBS=OFF "${@:2}"
    ninja -C "$WORK/$1" install
}

build_yajl() { # its CMakeLists.txt builds a shared library, whatever one says
    local source object
    source=$(source_of yajl)
    mkdir -p "$WORK/yajl" "$prefix/include/yajl"
    cp "$source"/src/api/*.h "$prefix/include/yajl/"
    sed 's/\${YAJL_MAJOR}/2/; s/\${YAJL_MINOR}/1/; s/\${YAJL_MICRO}/0/' \
        "$source/src/api/yajl_version.h.cmake" >"$prefix/include/yajl/yajl_version.h"
    for object in "$source"/src/*.c; do
        $CC $CFLAGS -DNDEBUG -I"$prefix/include" -c "$object" -o "$WORK/yajl/$(basename "$object").o"
    done
    ar rcs "$prefix/lib/libyajl.a" "$WORK"/yajl/*.o
    printf 'Name: yajl\nDescription: JSON\nVersion: 2.1.0\nLibs: -L%s -lyajl\nCflags: -I%s\n' \
        "$prefix/lib" "$prefix/include" >"$PKG_CONFIG_PATH/yajl.pc"
}

build_curl() { # HTTP and TLS, and nothing that would bring another library
    local source
    source=$(source_of curl)
    cp -r "$source" "$WORK/curl"
    (
        cd "$WORK/curl"
        ./configure --prefix="$prefix" --libdir="$prefix/lib" --disable-shared --enable-static \
            --with-openssl --without-zlib --without-brotli --without-zstd --without-nghttp2 \
            --without-libidn2 --without-libpsl --without-librtmp --without-libssh2 \
            --without-libgsasl --without-gssapi --disable-ldap --disable-manual \
            --disable-threaded-resolver --disable-docs
        make -C lib -j"$(nproc)" install
        make install-pkgconfigDATA
        make -C include install
    )
}

# Debian's and Ubuntu's OpenSSL comes with static libraries, but the linker takes the shared ones that
# lie beside them; in a folder by themselves they are all there is.
borrow_openssl() {
    local library
    for library in ssl crypto; do
        ln -sf "$(${CC%% *} -print-file-name=lib$library.a)" "$prefix/lib/lib$library.a"
        printf 'Name: lib%s\nDescription: OpenSSL\nVersion: 3.0\nLibs: -L%s %s\n' "$library" \
            "$prefix/lib" "$([ $library = crypto ] || echo -lssl) -lcrypto" \
            >"$PKG_CONFIG_PATH/lib$library.pc"
    done
}

borrow_openssl
with_cmake cjson -DENABLE_CJSON_TEST=OFF -DENABLE_CUSTOM_COMPILER_FLAGS=OFF
with_cmake jansson -DJANSSON_BUILD_DOCS=OFF -DJANSSON_WITHOUT_TESTS=ON -DJANSSON_EXAMPLES=OFF
with_cmake uriparser -DURIPARSER_BUILD_DOCS=OFF -DURIPARSER_BUILD_TESTS=OFF \
    -DURIPARSER_BUILD_TOOLS=OFF
build_yajl
build_curl

cmake -S "$project" -B "$WORK/assay" -G Ninja -DASSAY_FUZZ=ON -DASSAY_FUZZ_CJSON=OFF \
    -DASSAY_FUZZ_ENGINE="$LIB_FUZZING_ENGINE" -DASSAY_FUZZ_LINKS_CXX=ON -DPKG_CONFIG_ARGN=--static
ninja -C "$WORK/assay" fuzzers

for fuzzer in "$WORK"/assay/fuzz/fuzz_*; do
    name=$(basename "$fuzzer")
    name=${name#fuzz_}
    cp "$fuzzer" "$OUT/$name"
    # A zip is flat: inputs made by hand, which have names of their own, are named by content too.
    rm -rf "$WORK/seeds" && mkdir -p "$WORK/seeds"
    find "$project/corpus/$name" -type f | while read -r input; do
        cp "$input" "$WORK/seeds/$(sha1sum <"$input" | cut -d' ' -f1)"
    done
    (cd "$WORK/seeds" && find . -type f | sort | zip -q -@ "$OUT/${name}_seed_corpus.zip")
    printf '[libfuzzer]\ntimeout = 10\n' >"$OUT/$name.options"
    if [ -e "$project/fuzz/dictionaries/$name.dict" ]; then
        cp "$project/fuzz/dictionaries/$name.dict" "$OUT/$name.dict"
        echo "dict = $name.dict" >>"$OUT/$name.options"
    fi
done
