// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/random.h"
#include "common/core/secretbox.h"

#include <QTest>

using namespace linnet;

class SecretBoxTest : public QObject
{
    Q_OBJECT

private slots:
    void opensWhatItSealed_data();
    void opensWhatItSealed();
    void showsNothingOfIt();
    void refusesWhatWasChanged();
    void refusesAnotherKeyOrPurpose();
};

void SecretBoxTest::opensWhatItSealed_data()
{
    QTest::addColumn<QByteArray>("plain");

    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a text") << QByteArray("123456");
    QTest::newRow("zeroes") << QByteArray(100, '\0');
    QTest::newRow("much") << QByteArray(1 << 20, 'x');
}

void SecretBoxTest::opensWhatItSealed()
{
    QFETCH(QByteArray, plain);
    const SecretBox box(randomBytes(SecretBox::KeyBytes));

    const auto opened = box.open(box.seal(plain, "test"), "test");

    QVERIFY(opened);
    QCOMPARE(*opened, plain);
}

void SecretBoxTest::showsNothingOfIt()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));

    const QByteArray first = box.seal("a secret that is long enough", "test");
    const QByteArray second = box.seal("a secret that is long enough", "test");

    QVERIFY(!first.contains("secret"));
    QVERIFY(first != second);
}

void SecretBoxTest::refusesWhatWasChanged()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));
    const QByteArray sealed = box.seal("a secret", "test");
    for (qsizetype i = 0; i < sealed.size(); ++i) {
        QByteArray changed = sealed;
        changed[i] = char(changed[i] ^ 1);
        QVERIFY(!box.open(changed, "test"));
        QVERIFY(!box.open(sealed.left(i), "test"));
    }
}

void SecretBoxTest::refusesAnotherKeyOrPurpose()
{
    const SecretBox box(randomBytes(SecretBox::KeyBytes));
    const QByteArray sealed = box.seal("a secret", "test");

    QVERIFY(!box.open(sealed, "another"));
    QVERIFY(!SecretBox(randomBytes(SecretBox::KeyBytes)).open(sealed, "test"));
}

QTEST_GUILESS_MAIN(SecretBoxTest)
#include "tst_secretbox.moc"
