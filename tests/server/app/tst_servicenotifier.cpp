// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/app/servicenotifier.h"

#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <cstddef>
#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace linnet;

namespace {

//! \brief What systemd's end of the socket is.
class Manager
{
public:
    explicit Manager(const QByteArray &path)
    {
        sockaddr_un address = {};
        address.sun_family = AF_UNIX;
        std::memcpy(address.sun_path, path.constData(), size_t(path.size()));
        if (path.startsWith('@'))
            address.sun_path[0] = '\0';
        const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + size_t(path.size()));
        m_bound = ::bind(m_socket, reinterpret_cast<const sockaddr *>(&address), length) == 0;
        qputenv("NOTIFY_SOCKET", path);
    }
    ~Manager()
    {
        qunsetenv("NOTIFY_SOCKET");
        ::close(m_socket);
    }
    Q_DISABLE_COPY_MOVE(Manager)

    bool isBound() const { return m_bound; }

    QByteArray heard() const
    {
        std::array<char, 100> text{};
        const auto count = ::recv(m_socket, text.data(), text.size(), MSG_DONTWAIT);
        return {text.data(), std::max<qsizetype>(count, 0)};
    }

private:
    int m_socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    bool m_bound = false;
};

} // namespace

class ServiceNotifierTest : public QObject
{
    Q_OBJECT

private slots:
    void tellsTheManager_data();
    void tellsTheManager();
    void isSilentWithoutOne();
    void survivesOneThatHasGone();
};

void ServiceNotifierTest::tellsTheManager_data()
{
    QTest::addColumn<bool>("isAbstract");
    QTest::newRow("in the file system") << false;
    QTest::newRow("abstract") << true;
}

void ServiceNotifierTest::tellsTheManager()
{
    QFETCH(bool, isAbstract);
    const QTemporaryDir folder;
    const QByteArray path = folder.filePath(QStringLiteral("notify")).toUtf8();
    const Manager manager(isAbstract ? "@linnet" + path : path);
    QVERIFY(manager.isBound());

    QVERIFY(notifyServiceManager("READY=1"));

    QCOMPARE(manager.heard(), "READY=1");
}

void ServiceNotifierTest::isSilentWithoutOne()
{
    QVERIFY(!notifyServiceManager("READY=1"));
}

void ServiceNotifierTest::survivesOneThatHasGone()
{
    qputenv("NOTIFY_SOCKET", "/nonexistent/notify");
    QVERIFY(!notifyServiceManager("READY=1"));
    qunsetenv("NOTIFY_SOCKET");
}

QTEST_GUILESS_MAIN(ServiceNotifierTest)
#include "tst_servicenotifier.moc"
