// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/libraries.h"

#include "server/storage/sql/sqldatabase.h"

#include <tl/expected.hpp>

#include <qrencode.h>

#include <archive.h>
#include <argon2.h>
#include <crypt.h>
#include <curl/curl.h>
#include <openssl/crypto.h>
#include <sodium.h>
#include <toml++/toml.h>
#include <zlib.h>

namespace linnet {

using namespace Qt::StringLiterals;

std::vector<std::pair<QString, QString>> libraries()
{
    const auto dotted = [](int major, int minor, int patch) {
        return u"%1.%2.%3"_s.arg(major).arg(minor).arg(patch);
    };
    // It names the version of the algorithm only, as 0x13.
    const QString argon2 =
        u"Argon2 %1.%2"_s.arg(ARGON2_VERSION_NUMBER >> 4).arg(ARGON2_VERSION_NUMBER & 0xf);
    return {
        {u"Qt"_s, QString::fromLatin1(qVersion())},
        {u"QCoro"_s, QStringLiteral(LINNET_QCORO_VERSION)},
        {u"OpenSSL"_s, QString::fromLatin1(OpenSSL_version(OPENSSL_VERSION_STRING))},
        {u"SQLite"_s, SqlDatabase::libraryVersion()},
        {u"libcurl"_s, QString::fromLatin1(curl_version_info(CURLVERSION_NOW)->version)},
        {u"libxcrypt"_s, QStringLiteral(XCRYPT_VERSION_STR)},
        {u"libargon2"_s, argon2},
        {u"libqrencode"_s, QString::fromLatin1(QRcode_APIVersionString())},
        {u"libsodium"_s, QString::fromLatin1(sodium_version_string())},
        {u"libarchive"_s, QString::fromLatin1(archive_version_string()).section(u' ', 1)},
        {u"zlib"_s, QString::fromLatin1(zlibVersion())},
        {u"toml++"_s, dotted(TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH)},
        {u"tl::expected"_s,
         dotted(TL_EXPECTED_VERSION_MAJOR, TL_EXPECTED_VERSION_MINOR, TL_EXPECTED_VERSION_PATCH)},
    };
}

} // namespace linnet
