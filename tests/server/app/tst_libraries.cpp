// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/libraries.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace linnet;
using namespace Qt::StringLiterals;

class LibrariesTest : public QObject
{
    Q_OBJECT

private slots:
    void eachHasAVersion();
    void noneIsLeftOut();
};

void LibrariesTest::eachHasAVersion()
{
    static const QRegularExpression version(u"\\d+\\.\\d+"_s);
    for (const auto &[name, text] : libraries())
        QVERIFY2(version.match(text).hasMatch(), qPrintable(name + u": "_s + text));
}

void LibrariesTest::noneIsLeftOut()
{
    QSet<QString> names;
    for (const auto &[name, text] : libraries())
        names.insert(name);
    const QSet<QString> wanted = {
        u"Qt"_s,          u"QCoro"_s,     u"OpenSSL"_s,   u"SQLite"_s, u"libcurl"_s,
        u"libxcrypt"_s,   u"libargon2"_s, u"zlib"_s,      u"toml++"_s, u"tl::expected"_s,
        u"libqrencode"_s, u"libsodium"_s, u"libarchive"_s};
    QCOMPARE(names, wanted);
}

QTEST_GUILESS_MAIN(LibrariesTest)
#include "tst_libraries.moc"
