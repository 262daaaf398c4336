// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server/net/message.h"

#include <QTcpSocket>

namespace linnet::net {

//! \brief What Qt's server classes take for a client's socket: it has no descriptor.
//!
//! They read what was put in with feed(), which is judged and canonical, and what they write goes
//! to a callback. So neither ever meets the network, and the buffers a real QTcpSocket keeps are
//! saved.
class AdapterSocket : public QTcpSocket
{
    Q_OBJECT

public:
    explicit AdapterSocket(const Peer &peer, QObject *parent = nullptr);
    ~AdapterSocket() override;

    //! Lets Qt read \p bytes, now or later.
    void feed(QByteArrayView bytes);

    //! Appends what Qt writes to \p output from now on. Null: it is dropped.
    void setOutput(QByteArray *output) { m_output = output; }

    //! Frees the 16 KiB QIODevice reads ahead into. Small reads are slower from then on. To be
    //! called while all that was fed has been read.
    void stopBuffering();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return 0; }
    bool canReadLine() const override;
    bool isSequential() const override { return true; }
    void disconnectFromHost() override;
    void close() override;

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 skipData(qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    qint64 unread() const { return m_input.size() - m_read; }
    void consume(qint64 size);

    QByteArray *m_output = nullptr;
    QByteArray m_input;
    qsizetype m_read = 0; //!< How much of m_input Qt has taken.
};

} // namespace linnet::net
