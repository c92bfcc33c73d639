import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace causeway. */
export namespace causeway {

    /** Namespace control. */
    namespace control {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a ControlEnvelope.
             * @deprecated Use causeway.control.v1.ControlEnvelope.$Properties instead.
             */
            interface IControlEnvelope extends causeway.control.v1.ControlEnvelope.$Properties {
            }

            /** Represents a ControlEnvelope. */
            class ControlEnvelope {

                /**
                 * Constructs a new ControlEnvelope.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.ControlEnvelope.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ControlEnvelope hello. */
                hello?: (causeway.control.v1.Hello.$Properties|null);

                /** ControlEnvelope challenge. */
                challenge?: (causeway.control.v1.Challenge.$Properties|null);

                /** ControlEnvelope proof. */
                proof?: (causeway.control.v1.Proof.$Properties|null);

                /** ControlEnvelope welcome. */
                welcome?: (causeway.control.v1.Welcome.$Properties|null);

                /** ControlEnvelope rejected. */
                rejected?: (causeway.control.v1.Rejected.$Properties|null);

                /** ControlEnvelope heartbeat. */
                heartbeat?: (causeway.control.v1.Heartbeat.$Properties|null);

                /** ControlEnvelope rendezvousOrder. */
                rendezvousOrder?: (causeway.control.v1.RendezvousOrder.$Properties|null);

                /** ControlEnvelope rendezvousAnswer. */
                rendezvousAnswer?: (causeway.control.v1.RendezvousAnswer.$Properties|null);

                /** ControlEnvelope rendezvousCancel. */
                rendezvousCancel?: (causeway.control.v1.RendezvousCancel.$Properties|null);

                /** ControlEnvelope sessionsReport. */
                sessionsReport?: (causeway.control.v1.SessionsReport.$Properties|null);

                /** ControlEnvelope certificateReport. */
                certificateReport?: (causeway.control.v1.CertificateReport.$Properties|null);

                /** ControlEnvelope rendezvousOutcome. */
                rendezvousOutcome?: (causeway.control.v1.RendezvousOutcome.$Properties|null);

                /** ControlEnvelope gatewayState. */
                gatewayState?: (causeway.control.v1.GatewayState.$Properties|null);

                /** ControlEnvelope authorizeClient. */
                authorizeClient?: (causeway.control.v1.AuthorizeClient.$Properties|null);

                /** ControlEnvelope authorizeHost. */
                authorizeHost?: (causeway.control.v1.AuthorizeHost.$Properties|null);

                /** ControlEnvelope legAuthorized. */
                legAuthorized?: (causeway.control.v1.LegAuthorized.$Properties|null);

                /** ControlEnvelope legRefused. */
                legRefused?: (causeway.control.v1.LegRefused.$Properties|null);

                /** ControlEnvelope legReport. */
                legReport?: (causeway.control.v1.LegReport.$Properties|null);

                /** ControlEnvelope legReportAck. */
                legReportAck?: (causeway.control.v1.LegReportAck.$Properties|null);

                /** ControlEnvelope refuseConnection. */
                refuseConnection?: (causeway.control.v1.RefuseConnection.$Properties|null);

                /** ControlEnvelope endConnection. */
                endConnection?: (causeway.control.v1.EndConnection.$Properties|null);

                /** ControlEnvelope gatewayLoad. */
                gatewayLoad?: (causeway.control.v1.GatewayLoad.$Properties|null);

                /** ControlEnvelope ticketKeys. */
                ticketKeys?: (causeway.control.v1.TicketKeys.$Properties|null);

                /** ControlEnvelope setChaos. */
                setChaos?: (causeway.control.v1.SetChaos.$Properties|null);

                /** ControlEnvelope stateRequest. */
                stateRequest?: (causeway.control.v1.StateRequest.$Properties|null);

                /** ControlEnvelope machineState. */
                machineState?: (causeway.control.v1.MachineState.$Properties|null);

                /** ControlEnvelope message. */
                message?: ("hello"|"challenge"|"proof"|"welcome"|"rejected"|"heartbeat"|"rendezvousOrder"|"rendezvousAnswer"|"rendezvousCancel"|"sessionsReport"|"certificateReport"|"rendezvousOutcome"|"gatewayState"|"authorizeClient"|"authorizeHost"|"legAuthorized"|"legRefused"|"legReport"|"legReportAck"|"refuseConnection"|"endConnection"|"gatewayLoad"|"ticketKeys"|"setChaos"|"stateRequest"|"machineState");

                /**
                 * Creates a new ControlEnvelope instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ControlEnvelope instance
                 */
                static create(properties: causeway.control.v1.ControlEnvelope.$Shape): causeway.control.v1.ControlEnvelope & causeway.control.v1.ControlEnvelope.$Shape;
                static create(properties?: causeway.control.v1.ControlEnvelope.$Properties): causeway.control.v1.ControlEnvelope;

                /**
                 * Encodes the specified ControlEnvelope message. Does not implicitly {@link causeway.control.v1.ControlEnvelope.verify|verify} messages.
                 * @param message ControlEnvelope message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.ControlEnvelope.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ControlEnvelope message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.ControlEnvelope & causeway.control.v1.ControlEnvelope.$Shape} ControlEnvelope
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.ControlEnvelope & causeway.control.v1.ControlEnvelope.$Shape;
            }

            namespace ControlEnvelope {

                /** Properties of a ControlEnvelope. */
                interface $Properties {

                    /** ControlEnvelope hello */
                    hello?: (causeway.control.v1.Hello.$Properties|null);

                    /** ControlEnvelope challenge */
                    challenge?: (causeway.control.v1.Challenge.$Properties|null);

                    /** ControlEnvelope proof */
                    proof?: (causeway.control.v1.Proof.$Properties|null);

                    /** ControlEnvelope welcome */
                    welcome?: (causeway.control.v1.Welcome.$Properties|null);

                    /** ControlEnvelope rejected */
                    rejected?: (causeway.control.v1.Rejected.$Properties|null);

                    /** ControlEnvelope heartbeat */
                    heartbeat?: (causeway.control.v1.Heartbeat.$Properties|null);

                    /** ControlEnvelope rendezvousOrder */
                    rendezvousOrder?: (causeway.control.v1.RendezvousOrder.$Properties|null);

                    /** ControlEnvelope rendezvousAnswer */
                    rendezvousAnswer?: (causeway.control.v1.RendezvousAnswer.$Properties|null);

                    /** ControlEnvelope rendezvousCancel */
                    rendezvousCancel?: (causeway.control.v1.RendezvousCancel.$Properties|null);

                    /** ControlEnvelope sessionsReport */
                    sessionsReport?: (causeway.control.v1.SessionsReport.$Properties|null);

                    /** ControlEnvelope certificateReport */
                    certificateReport?: (causeway.control.v1.CertificateReport.$Properties|null);

                    /** ControlEnvelope rendezvousOutcome */
                    rendezvousOutcome?: (causeway.control.v1.RendezvousOutcome.$Properties|null);

                    /** ControlEnvelope gatewayState */
                    gatewayState?: (causeway.control.v1.GatewayState.$Properties|null);

                    /** ControlEnvelope authorizeClient */
                    authorizeClient?: (causeway.control.v1.AuthorizeClient.$Properties|null);

                    /** ControlEnvelope authorizeHost */
                    authorizeHost?: (causeway.control.v1.AuthorizeHost.$Properties|null);

                    /** ControlEnvelope legAuthorized */
                    legAuthorized?: (causeway.control.v1.LegAuthorized.$Properties|null);

                    /** ControlEnvelope legRefused */
                    legRefused?: (causeway.control.v1.LegRefused.$Properties|null);

                    /** ControlEnvelope legReport */
                    legReport?: (causeway.control.v1.LegReport.$Properties|null);

                    /** ControlEnvelope legReportAck */
                    legReportAck?: (causeway.control.v1.LegReportAck.$Properties|null);

                    /** ControlEnvelope refuseConnection */
                    refuseConnection?: (causeway.control.v1.RefuseConnection.$Properties|null);

                    /** ControlEnvelope endConnection */
                    endConnection?: (causeway.control.v1.EndConnection.$Properties|null);

                    /** ControlEnvelope gatewayLoad */
                    gatewayLoad?: (causeway.control.v1.GatewayLoad.$Properties|null);

                    /** ControlEnvelope ticketKeys */
                    ticketKeys?: (causeway.control.v1.TicketKeys.$Properties|null);

                    /** ControlEnvelope setChaos */
                    setChaos?: (causeway.control.v1.SetChaos.$Properties|null);

                    /** ControlEnvelope stateRequest */
                    stateRequest?: (causeway.control.v1.StateRequest.$Properties|null);

                    /** ControlEnvelope machineState */
                    machineState?: (causeway.control.v1.MachineState.$Properties|null);

                    /** ControlEnvelope message */
                    message?: ("hello"|"challenge"|"proof"|"welcome"|"rejected"|"heartbeat"|"rendezvousOrder"|"rendezvousAnswer"|"rendezvousCancel"|"sessionsReport"|"certificateReport"|"rendezvousOutcome"|"gatewayState"|"authorizeClient"|"authorizeHost"|"legAuthorized"|"legRefused"|"legReport"|"legReportAck"|"refuseConnection"|"endConnection"|"gatewayLoad"|"ticketKeys"|"setChaos"|"stateRequest"|"machineState");

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Narrowed shape of a ControlEnvelope. */
                type $Shape = {
                  hello?: causeway.control.v1.Hello.$Shape|null;
                  challenge?: causeway.control.v1.Challenge.$Shape|null;
                  proof?: causeway.control.v1.Proof.$Shape|null;
                  welcome?: causeway.control.v1.Welcome.$Shape|null;
                  rejected?: causeway.control.v1.Rejected.$Shape|null;
                  heartbeat?: causeway.control.v1.Heartbeat.$Shape|null;
                  rendezvousOrder?: causeway.control.v1.RendezvousOrder.$Shape|null;
                  rendezvousAnswer?: causeway.control.v1.RendezvousAnswer.$Shape|null;
                  rendezvousCancel?: causeway.control.v1.RendezvousCancel.$Shape|null;
                  sessionsReport?: causeway.control.v1.SessionsReport.$Shape|null;
                  certificateReport?: causeway.control.v1.CertificateReport.$Shape|null;
                  rendezvousOutcome?: causeway.control.v1.RendezvousOutcome.$Shape|null;
                  gatewayState?: causeway.control.v1.GatewayState.$Shape|null;
                  authorizeClient?: causeway.control.v1.AuthorizeClient.$Shape|null;
                  authorizeHost?: causeway.control.v1.AuthorizeHost.$Shape|null;
                  legAuthorized?: causeway.control.v1.LegAuthorized.$Shape|null;
                  legRefused?: causeway.control.v1.LegRefused.$Shape|null;
                  legReport?: causeway.control.v1.LegReport.$Shape|null;
                  legReportAck?: causeway.control.v1.LegReportAck.$Shape|null;
                  refuseConnection?: causeway.control.v1.RefuseConnection.$Shape|null;
                  endConnection?: causeway.control.v1.EndConnection.$Shape|null;
                  gatewayLoad?: causeway.control.v1.GatewayLoad.$Shape|null;
                  ticketKeys?: causeway.control.v1.TicketKeys.$Shape|null;
                  setChaos?: causeway.control.v1.SetChaos.$Shape|null;
                  stateRequest?: causeway.control.v1.StateRequest.$Shape|null;
                  machineState?: causeway.control.v1.MachineState.$Shape|null;
                  $unknowns?: Uint8Array[];
                } & (
                  ({ message?: undefined; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "hello"; hello: causeway.control.v1.Hello.$Shape; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "challenge"; hello?: null; challenge: causeway.control.v1.Challenge.$Shape; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "proof"; hello?: null; challenge?: null; proof: causeway.control.v1.Proof.$Shape; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "welcome"; hello?: null; challenge?: null; proof?: null; welcome: causeway.control.v1.Welcome.$Shape; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "rejected"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected: causeway.control.v1.Rejected.$Shape; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "heartbeat"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat: causeway.control.v1.Heartbeat.$Shape; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "rendezvousOrder"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder: causeway.control.v1.RendezvousOrder.$Shape; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "rendezvousAnswer"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer: causeway.control.v1.RendezvousAnswer.$Shape; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "rendezvousCancel"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel: causeway.control.v1.RendezvousCancel.$Shape; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "sessionsReport"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport: causeway.control.v1.SessionsReport.$Shape; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "certificateReport"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport: causeway.control.v1.CertificateReport.$Shape; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "rendezvousOutcome"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome: causeway.control.v1.RendezvousOutcome.$Shape; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "gatewayState"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState: causeway.control.v1.GatewayState.$Shape; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "authorizeClient"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient: causeway.control.v1.AuthorizeClient.$Shape; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "authorizeHost"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost: causeway.control.v1.AuthorizeHost.$Shape; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "legAuthorized"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized: causeway.control.v1.LegAuthorized.$Shape; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "legRefused"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused: causeway.control.v1.LegRefused.$Shape; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "legReport"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport: causeway.control.v1.LegReport.$Shape; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "legReportAck"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck: causeway.control.v1.LegReportAck.$Shape; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "refuseConnection"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection: causeway.control.v1.RefuseConnection.$Shape; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "endConnection"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection: causeway.control.v1.EndConnection.$Shape; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "gatewayLoad"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad: causeway.control.v1.GatewayLoad.$Shape; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "ticketKeys"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys: causeway.control.v1.TicketKeys.$Shape; setChaos?: null; stateRequest?: null; machineState?: null }|{ message?: "setChaos"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos: causeway.control.v1.SetChaos.$Shape; stateRequest?: null; machineState?: null }|{ message?: "stateRequest"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest: causeway.control.v1.StateRequest.$Shape; machineState?: null }|{ message?: "machineState"; hello?: null; challenge?: null; proof?: null; welcome?: null; rejected?: null; heartbeat?: null; rendezvousOrder?: null; rendezvousAnswer?: null; rendezvousCancel?: null; sessionsReport?: null; certificateReport?: null; rendezvousOutcome?: null; gatewayState?: null; authorizeClient?: null; authorizeHost?: null; legAuthorized?: null; legRefused?: null; legReport?: null; legReportAck?: null; refuseConnection?: null; endConnection?: null; gatewayLoad?: null; ticketKeys?: null; setChaos?: null; stateRequest?: null; machineState: causeway.control.v1.MachineState.$Shape })
                );
            }

            /**
             * Properties of a Hello.
             * @deprecated Use causeway.control.v1.Hello.$Properties instead.
             */
            interface IHello extends causeway.control.v1.Hello.$Properties {
            }

            /** Represents a Hello. */
            class Hello {

                /**
                 * Constructs a new Hello.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Hello.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Hello protocolVersion. */
                protocolVersion: number;

                /** Hello role. */
                role: string;

                /** Hello machineName. */
                machineName: string;

                /** Hello softwareVersion. */
                softwareVersion: string;

                /** Hello publicKey. */
                publicKey: Uint8Array;

                /** Hello machineId. */
                machineId: string;

                /** Hello join. */
                join?: (causeway.control.v1.Join.$Properties|null);

                /**
                 * Creates a new Hello instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Hello instance
                 */
                static create(properties: causeway.control.v1.Hello.$Shape): causeway.control.v1.Hello & causeway.control.v1.Hello.$Shape;
                static create(properties?: causeway.control.v1.Hello.$Properties): causeway.control.v1.Hello;

                /**
                 * Encodes the specified Hello message. Does not implicitly {@link causeway.control.v1.Hello.verify|verify} messages.
                 * @param message Hello message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Hello.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Hello message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Hello & causeway.control.v1.Hello.$Shape} Hello
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Hello & causeway.control.v1.Hello.$Shape;
            }

            namespace Hello {

                /** Properties of a Hello. */
                interface $Properties {

                    /** Hello protocolVersion */
                    protocolVersion?: (number|null);

                    /** Hello role */
                    role?: (string|null);

                    /** Hello machineName */
                    machineName?: (string|null);

                    /** Hello softwareVersion */
                    softwareVersion?: (string|null);

                    /** Hello publicKey */
                    publicKey?: (Uint8Array|null);

                    /** Hello machineId */
                    machineId?: (string|null);

                    /** Hello join */
                    join?: (causeway.control.v1.Join.$Properties|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Hello. */
                type $Shape = causeway.control.v1.Hello.$Properties;
            }

            /**
             * Properties of a Join.
             * @deprecated Use causeway.control.v1.Join.$Properties instead.
             */
            interface IJoin extends causeway.control.v1.Join.$Properties {
            }

            /** Represents a Join. */
            class Join {

                /**
                 * Constructs a new Join.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Join.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Join tokenId. */
                tokenId: string;

                /** Join secret. */
                secret: Uint8Array;

                /**
                 * Creates a new Join instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Join instance
                 */
                static create(properties: causeway.control.v1.Join.$Shape): causeway.control.v1.Join & causeway.control.v1.Join.$Shape;
                static create(properties?: causeway.control.v1.Join.$Properties): causeway.control.v1.Join;

                /**
                 * Encodes the specified Join message. Does not implicitly {@link causeway.control.v1.Join.verify|verify} messages.
                 * @param message Join message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Join.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Join message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Join & causeway.control.v1.Join.$Shape} Join
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Join & causeway.control.v1.Join.$Shape;
            }

            namespace Join {

                /** Properties of a Join. */
                interface $Properties {

                    /** Join tokenId */
                    tokenId?: (string|null);

                    /** Join secret */
                    secret?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Join. */
                type $Shape = causeway.control.v1.Join.$Properties;
            }

            /**
             * Properties of a Challenge.
             * @deprecated Use causeway.control.v1.Challenge.$Properties instead.
             */
            interface IChallenge extends causeway.control.v1.Challenge.$Properties {
            }

            /** Represents a Challenge. */
            class Challenge {

                /**
                 * Constructs a new Challenge.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Challenge.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Challenge nonce. */
                nonce: Uint8Array;

                /** Challenge siteId. */
                siteId: string;

                /** Challenge brokerId. */
                brokerId: string;

                /**
                 * Creates a new Challenge instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Challenge instance
                 */
                static create(properties: causeway.control.v1.Challenge.$Shape): causeway.control.v1.Challenge & causeway.control.v1.Challenge.$Shape;
                static create(properties?: causeway.control.v1.Challenge.$Properties): causeway.control.v1.Challenge;

                /**
                 * Encodes the specified Challenge message. Does not implicitly {@link causeway.control.v1.Challenge.verify|verify} messages.
                 * @param message Challenge message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Challenge.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Challenge message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Challenge & causeway.control.v1.Challenge.$Shape} Challenge
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Challenge & causeway.control.v1.Challenge.$Shape;
            }

            namespace Challenge {

                /** Properties of a Challenge. */
                interface $Properties {

                    /** Challenge nonce */
                    nonce?: (Uint8Array|null);

                    /** Challenge siteId */
                    siteId?: (string|null);

                    /** Challenge brokerId */
                    brokerId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Challenge. */
                type $Shape = causeway.control.v1.Challenge.$Properties;
            }

            /**
             * Properties of a Proof.
             * @deprecated Use causeway.control.v1.Proof.$Properties instead.
             */
            interface IProof extends causeway.control.v1.Proof.$Properties {
            }

            /** Represents a Proof. */
            class Proof {

                /**
                 * Constructs a new Proof.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Proof.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Proof signature. */
                signature: Uint8Array;

                /**
                 * Creates a new Proof instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Proof instance
                 */
                static create(properties: causeway.control.v1.Proof.$Shape): causeway.control.v1.Proof & causeway.control.v1.Proof.$Shape;
                static create(properties?: causeway.control.v1.Proof.$Properties): causeway.control.v1.Proof;

                /**
                 * Encodes the specified Proof message. Does not implicitly {@link causeway.control.v1.Proof.verify|verify} messages.
                 * @param message Proof message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Proof.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Proof message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Proof & causeway.control.v1.Proof.$Shape} Proof
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Proof & causeway.control.v1.Proof.$Shape;
            }

            namespace Proof {

                /** Properties of a Proof. */
                interface $Properties {

                    /** Proof signature */
                    signature?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Proof. */
                type $Shape = causeway.control.v1.Proof.$Properties;
            }

            /**
             * Properties of a Welcome.
             * @deprecated Use causeway.control.v1.Welcome.$Properties instead.
             */
            interface IWelcome extends causeway.control.v1.Welcome.$Properties {
            }

            /** Represents a Welcome. */
            class Welcome {

                /**
                 * Constructs a new Welcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Welcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Welcome machineId. */
                machineId: string;

                /** Welcome heartbeatIntervalMs. */
                heartbeatIntervalMs: number;

                /** Welcome ticketPublicKeys. */
                ticketPublicKeys: Uint8Array[];

                /** Welcome siteId. */
                siteId: string;

                /** Welcome incarnation. */
                incarnation: string;

                /** Welcome poolId. */
                poolId: string;

                /** Welcome region. */
                region: string;

                /** Welcome reconnectSpreadMs. */
                reconnectSpreadMs: number;

                /**
                 * Creates a new Welcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Welcome instance
                 */
                static create(properties: causeway.control.v1.Welcome.$Shape): causeway.control.v1.Welcome & causeway.control.v1.Welcome.$Shape;
                static create(properties?: causeway.control.v1.Welcome.$Properties): causeway.control.v1.Welcome;

                /**
                 * Encodes the specified Welcome message. Does not implicitly {@link causeway.control.v1.Welcome.verify|verify} messages.
                 * @param message Welcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Welcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Welcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Welcome & causeway.control.v1.Welcome.$Shape} Welcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Welcome & causeway.control.v1.Welcome.$Shape;
            }

            namespace Welcome {

                /** Properties of a Welcome. */
                interface $Properties {

                    /** Welcome machineId */
                    machineId?: (string|null);

                    /** Welcome heartbeatIntervalMs */
                    heartbeatIntervalMs?: (number|null);

                    /** Welcome ticketPublicKeys */
                    ticketPublicKeys?: (Uint8Array[]|null);

                    /** Welcome siteId */
                    siteId?: (string|null);

                    /** Welcome incarnation */
                    incarnation?: (string|null);

                    /** Welcome poolId */
                    poolId?: (string|null);

                    /** Welcome region */
                    region?: (string|null);

                    /** Welcome reconnectSpreadMs */
                    reconnectSpreadMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Welcome. */
                type $Shape = causeway.control.v1.Welcome.$Properties;
            }

            /**
             * Properties of a Rejected.
             * @deprecated Use causeway.control.v1.Rejected.$Properties instead.
             */
            interface IRejected extends causeway.control.v1.Rejected.$Properties {
            }

            /** Represents a Rejected. */
            class Rejected {

                /**
                 * Constructs a new Rejected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Rejected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Rejected code. */
                code: string;

                /** Rejected detail. */
                detail: string;

                /**
                 * Creates a new Rejected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Rejected instance
                 */
                static create(properties: causeway.control.v1.Rejected.$Shape): causeway.control.v1.Rejected & causeway.control.v1.Rejected.$Shape;
                static create(properties?: causeway.control.v1.Rejected.$Properties): causeway.control.v1.Rejected;

                /**
                 * Encodes the specified Rejected message. Does not implicitly {@link causeway.control.v1.Rejected.verify|verify} messages.
                 * @param message Rejected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Rejected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Rejected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Rejected & causeway.control.v1.Rejected.$Shape} Rejected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Rejected & causeway.control.v1.Rejected.$Shape;
            }

            namespace Rejected {

                /** Properties of a Rejected. */
                interface $Properties {

                    /** Rejected code */
                    code?: (string|null);

                    /** Rejected detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Rejected. */
                type $Shape = causeway.control.v1.Rejected.$Properties;
            }

            /**
             * Properties of a HealthCheck.
             * @deprecated Use causeway.control.v1.HealthCheck.$Properties instead.
             */
            interface IHealthCheck extends causeway.control.v1.HealthCheck.$Properties {
            }

            /** Represents a HealthCheck. */
            class HealthCheck {

                /**
                 * Constructs a new HealthCheck.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.HealthCheck.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HealthCheck name. */
                name: string;

                /** HealthCheck result. */
                result: string;

                /** HealthCheck fatal. */
                fatal: boolean;

                /** HealthCheck message. */
                message: string;

                /**
                 * Creates a new HealthCheck instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HealthCheck instance
                 */
                static create(properties: causeway.control.v1.HealthCheck.$Shape): causeway.control.v1.HealthCheck & causeway.control.v1.HealthCheck.$Shape;
                static create(properties?: causeway.control.v1.HealthCheck.$Properties): causeway.control.v1.HealthCheck;

                /**
                 * Encodes the specified HealthCheck message. Does not implicitly {@link causeway.control.v1.HealthCheck.verify|verify} messages.
                 * @param message HealthCheck message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.HealthCheck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HealthCheck message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.HealthCheck & causeway.control.v1.HealthCheck.$Shape} HealthCheck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.HealthCheck & causeway.control.v1.HealthCheck.$Shape;
            }

            namespace HealthCheck {

                /** Properties of a HealthCheck. */
                interface $Properties {

                    /** HealthCheck name */
                    name?: (string|null);

                    /** HealthCheck result */
                    result?: (string|null);

                    /** HealthCheck fatal */
                    fatal?: (boolean|null);

                    /** HealthCheck message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HealthCheck. */
                type $Shape = causeway.control.v1.HealthCheck.$Properties;
            }

            /**
             * Properties of a Heartbeat.
             * @deprecated Use causeway.control.v1.Heartbeat.$Properties instead.
             */
            interface IHeartbeat extends causeway.control.v1.Heartbeat.$Properties {
            }

            /** Represents a Heartbeat. */
            class Heartbeat {

                /**
                 * Constructs a new Heartbeat.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.Heartbeat.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** Heartbeat activeSessions. */
                activeSessions: number;

                /** Heartbeat disconnectedSessions. */
                disconnectedSessions: number;

                /** Heartbeat cpuLoad. */
                cpuLoad: number;

                /** Heartbeat memoryUsedBytes. */
                memoryUsedBytes: number;

                /** Heartbeat memoryTotalBytes. */
                memoryTotalBytes: number;

                /** Heartbeat agentVersion. */
                agentVersion: string;

                /** Heartbeat healthChecks. */
                healthChecks: causeway.control.v1.HealthCheck.$Properties[];

                /**
                 * Creates a new Heartbeat instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns Heartbeat instance
                 */
                static create(properties: causeway.control.v1.Heartbeat.$Shape): causeway.control.v1.Heartbeat & causeway.control.v1.Heartbeat.$Shape;
                static create(properties?: causeway.control.v1.Heartbeat.$Properties): causeway.control.v1.Heartbeat;

                /**
                 * Encodes the specified Heartbeat message. Does not implicitly {@link causeway.control.v1.Heartbeat.verify|verify} messages.
                 * @param message Heartbeat message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.Heartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a Heartbeat message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.Heartbeat & causeway.control.v1.Heartbeat.$Shape} Heartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.Heartbeat & causeway.control.v1.Heartbeat.$Shape;
            }

            namespace Heartbeat {

                /** Properties of a Heartbeat. */
                interface $Properties {

                    /** Heartbeat activeSessions */
                    activeSessions?: (number|null);

                    /** Heartbeat disconnectedSessions */
                    disconnectedSessions?: (number|null);

                    /** Heartbeat cpuLoad */
                    cpuLoad?: (number|null);

                    /** Heartbeat memoryUsedBytes */
                    memoryUsedBytes?: (number|null);

                    /** Heartbeat memoryTotalBytes */
                    memoryTotalBytes?: (number|null);

                    /** Heartbeat agentVersion */
                    agentVersion?: (string|null);

                    /** Heartbeat healthChecks */
                    healthChecks?: (causeway.control.v1.HealthCheck.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a Heartbeat. */
                type $Shape = causeway.control.v1.Heartbeat.$Properties;
            }

            /**
             * Properties of a SessionsReport.
             * @deprecated Use causeway.control.v1.SessionsReport.$Properties instead.
             */
            interface ISessionsReport extends causeway.control.v1.SessionsReport.$Properties {
            }

            /** Represents a SessionsReport. */
            class SessionsReport {

                /**
                 * Constructs a new SessionsReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.SessionsReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SessionsReport sessions. */
                sessions: causeway.control.v1.HostSession.$Properties[];

                /**
                 * Creates a new SessionsReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SessionsReport instance
                 */
                static create(properties: causeway.control.v1.SessionsReport.$Shape): causeway.control.v1.SessionsReport & causeway.control.v1.SessionsReport.$Shape;
                static create(properties?: causeway.control.v1.SessionsReport.$Properties): causeway.control.v1.SessionsReport;

                /**
                 * Encodes the specified SessionsReport message. Does not implicitly {@link causeway.control.v1.SessionsReport.verify|verify} messages.
                 * @param message SessionsReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.SessionsReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SessionsReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.SessionsReport & causeway.control.v1.SessionsReport.$Shape} SessionsReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.SessionsReport & causeway.control.v1.SessionsReport.$Shape;
            }

            namespace SessionsReport {

                /** Properties of a SessionsReport. */
                interface $Properties {

                    /** SessionsReport sessions */
                    sessions?: (causeway.control.v1.HostSession.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SessionsReport. */
                type $Shape = causeway.control.v1.SessionsReport.$Properties;
            }

            /**
             * Properties of a HostSession.
             * @deprecated Use causeway.control.v1.HostSession.$Properties instead.
             */
            interface IHostSession extends causeway.control.v1.HostSession.$Properties {
            }

            /** Represents a HostSession. */
            class HostSession {

                /**
                 * Constructs a new HostSession.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.HostSession.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostSession hostSessionId. */
                hostSessionId: string;

                /** HostSession userSessionId. */
                userSessionId: string;

                /** HostSession state. */
                state: string;

                /** HostSession account. */
                account: string;

                /**
                 * Creates a new HostSession instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostSession instance
                 */
                static create(properties: causeway.control.v1.HostSession.$Shape): causeway.control.v1.HostSession & causeway.control.v1.HostSession.$Shape;
                static create(properties?: causeway.control.v1.HostSession.$Properties): causeway.control.v1.HostSession;

                /**
                 * Encodes the specified HostSession message. Does not implicitly {@link causeway.control.v1.HostSession.verify|verify} messages.
                 * @param message HostSession message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.HostSession.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostSession message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.HostSession & causeway.control.v1.HostSession.$Shape} HostSession
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.HostSession & causeway.control.v1.HostSession.$Shape;
            }

            namespace HostSession {

                /** Properties of a HostSession. */
                interface $Properties {

                    /** HostSession hostSessionId */
                    hostSessionId?: (string|null);

                    /** HostSession userSessionId */
                    userSessionId?: (string|null);

                    /** HostSession state */
                    state?: (string|null);

                    /** HostSession account */
                    account?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostSession. */
                type $Shape = causeway.control.v1.HostSession.$Properties;
            }

            /**
             * Properties of a CertificateReport.
             * @deprecated Use causeway.control.v1.CertificateReport.$Properties instead.
             */
            interface ICertificateReport extends causeway.control.v1.CertificateReport.$Properties {
            }

            /** Represents a CertificateReport. */
            class CertificateReport {

                /**
                 * Constructs a new CertificateReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.CertificateReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CertificateReport resourceId. */
                resourceId: string;

                /** CertificateReport fingerprintSha256. */
                fingerprintSha256: Uint8Array;

                /**
                 * Creates a new CertificateReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns CertificateReport instance
                 */
                static create(properties: causeway.control.v1.CertificateReport.$Shape): causeway.control.v1.CertificateReport & causeway.control.v1.CertificateReport.$Shape;
                static create(properties?: causeway.control.v1.CertificateReport.$Properties): causeway.control.v1.CertificateReport;

                /**
                 * Encodes the specified CertificateReport message. Does not implicitly {@link causeway.control.v1.CertificateReport.verify|verify} messages.
                 * @param message CertificateReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.CertificateReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CertificateReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.CertificateReport & causeway.control.v1.CertificateReport.$Shape} CertificateReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.CertificateReport & causeway.control.v1.CertificateReport.$Shape;
            }

            namespace CertificateReport {

                /** Properties of a CertificateReport. */
                interface $Properties {

                    /** CertificateReport resourceId */
                    resourceId?: (string|null);

                    /** CertificateReport fingerprintSha256 */
                    fingerprintSha256?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CertificateReport. */
                type $Shape = causeway.control.v1.CertificateReport.$Properties;
            }

            /**
             * Properties of a RendezvousOrder.
             * @deprecated Use causeway.control.v1.RendezvousOrder.$Properties instead.
             */
            interface IRendezvousOrder extends causeway.control.v1.RendezvousOrder.$Properties {
            }

            /** Represents a RendezvousOrder. */
            class RendezvousOrder {

                /**
                 * Constructs a new RendezvousOrder.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.RendezvousOrder.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousOrder connectionId. */
                connectionId: string;

                /** RendezvousOrder attempt. */
                attempt: number;

                /** RendezvousOrder gatewayUrl. */
                gatewayUrl: string;

                /** RendezvousOrder secret. */
                secret: string;

                /** RendezvousOrder resourceId. */
                resourceId: string;

                /** RendezvousOrder userSessionId. */
                userSessionId: string;

                /** RendezvousOrder deadlineMs. */
                deadlineMs: number;

                /**
                 * Creates a new RendezvousOrder instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousOrder instance
                 */
                static create(properties: causeway.control.v1.RendezvousOrder.$Shape): causeway.control.v1.RendezvousOrder & causeway.control.v1.RendezvousOrder.$Shape;
                static create(properties?: causeway.control.v1.RendezvousOrder.$Properties): causeway.control.v1.RendezvousOrder;

                /**
                 * Encodes the specified RendezvousOrder message. Does not implicitly {@link causeway.control.v1.RendezvousOrder.verify|verify} messages.
                 * @param message RendezvousOrder message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.RendezvousOrder.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousOrder message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.RendezvousOrder & causeway.control.v1.RendezvousOrder.$Shape} RendezvousOrder
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.RendezvousOrder & causeway.control.v1.RendezvousOrder.$Shape;
            }

            namespace RendezvousOrder {

                /** Properties of a RendezvousOrder. */
                interface $Properties {

                    /** RendezvousOrder connectionId */
                    connectionId?: (string|null);

                    /** RendezvousOrder attempt */
                    attempt?: (number|null);

                    /** RendezvousOrder gatewayUrl */
                    gatewayUrl?: (string|null);

                    /** RendezvousOrder secret */
                    secret?: (string|null);

                    /** RendezvousOrder resourceId */
                    resourceId?: (string|null);

                    /** RendezvousOrder userSessionId */
                    userSessionId?: (string|null);

                    /** RendezvousOrder deadlineMs */
                    deadlineMs?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousOrder. */
                type $Shape = causeway.control.v1.RendezvousOrder.$Properties;
            }

            /**
             * Properties of a RendezvousAnswer.
             * @deprecated Use causeway.control.v1.RendezvousAnswer.$Properties instead.
             */
            interface IRendezvousAnswer extends causeway.control.v1.RendezvousAnswer.$Properties {
            }

            /** Represents a RendezvousAnswer. */
            class RendezvousAnswer {

                /**
                 * Constructs a new RendezvousAnswer.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.RendezvousAnswer.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousAnswer connectionId. */
                connectionId: string;

                /** RendezvousAnswer attempt. */
                attempt: number;

                /** RendezvousAnswer accepted. */
                accepted: boolean;

                /** RendezvousAnswer code. */
                code: string;

                /** RendezvousAnswer detail. */
                detail: string;

                /**
                 * Creates a new RendezvousAnswer instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousAnswer instance
                 */
                static create(properties: causeway.control.v1.RendezvousAnswer.$Shape): causeway.control.v1.RendezvousAnswer & causeway.control.v1.RendezvousAnswer.$Shape;
                static create(properties?: causeway.control.v1.RendezvousAnswer.$Properties): causeway.control.v1.RendezvousAnswer;

                /**
                 * Encodes the specified RendezvousAnswer message. Does not implicitly {@link causeway.control.v1.RendezvousAnswer.verify|verify} messages.
                 * @param message RendezvousAnswer message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.RendezvousAnswer.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousAnswer message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.RendezvousAnswer & causeway.control.v1.RendezvousAnswer.$Shape} RendezvousAnswer
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.RendezvousAnswer & causeway.control.v1.RendezvousAnswer.$Shape;
            }

            namespace RendezvousAnswer {

                /** Properties of a RendezvousAnswer. */
                interface $Properties {

                    /** RendezvousAnswer connectionId */
                    connectionId?: (string|null);

                    /** RendezvousAnswer attempt */
                    attempt?: (number|null);

                    /** RendezvousAnswer accepted */
                    accepted?: (boolean|null);

                    /** RendezvousAnswer code */
                    code?: (string|null);

                    /** RendezvousAnswer detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousAnswer. */
                type $Shape = causeway.control.v1.RendezvousAnswer.$Properties;
            }

            /**
             * Properties of a RendezvousCancel.
             * @deprecated Use causeway.control.v1.RendezvousCancel.$Properties instead.
             */
            interface IRendezvousCancel extends causeway.control.v1.RendezvousCancel.$Properties {
            }

            /** Represents a RendezvousCancel. */
            class RendezvousCancel {

                /**
                 * Constructs a new RendezvousCancel.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.RendezvousCancel.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousCancel connectionId. */
                connectionId: string;

                /** RendezvousCancel attempt. */
                attempt: number;

                /** RendezvousCancel code. */
                code: string;

                /**
                 * Creates a new RendezvousCancel instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousCancel instance
                 */
                static create(properties: causeway.control.v1.RendezvousCancel.$Shape): causeway.control.v1.RendezvousCancel & causeway.control.v1.RendezvousCancel.$Shape;
                static create(properties?: causeway.control.v1.RendezvousCancel.$Properties): causeway.control.v1.RendezvousCancel;

                /**
                 * Encodes the specified RendezvousCancel message. Does not implicitly {@link causeway.control.v1.RendezvousCancel.verify|verify} messages.
                 * @param message RendezvousCancel message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.RendezvousCancel.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousCancel message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.RendezvousCancel & causeway.control.v1.RendezvousCancel.$Shape} RendezvousCancel
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.RendezvousCancel & causeway.control.v1.RendezvousCancel.$Shape;
            }

            namespace RendezvousCancel {

                /** Properties of a RendezvousCancel. */
                interface $Properties {

                    /** RendezvousCancel connectionId */
                    connectionId?: (string|null);

                    /** RendezvousCancel attempt */
                    attempt?: (number|null);

                    /** RendezvousCancel code */
                    code?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousCancel. */
                type $Shape = causeway.control.v1.RendezvousCancel.$Properties;
            }

            /**
             * Properties of a RendezvousOutcome.
             * @deprecated Use causeway.control.v1.RendezvousOutcome.$Properties instead.
             */
            interface IRendezvousOutcome extends causeway.control.v1.RendezvousOutcome.$Properties {
            }

            /** Represents a RendezvousOutcome. */
            class RendezvousOutcome {

                /**
                 * Constructs a new RendezvousOutcome.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.RendezvousOutcome.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousOutcome connectionId. */
                connectionId: string;

                /** RendezvousOutcome attempt. */
                attempt: number;

                /** RendezvousOutcome code. */
                code: string;

                /** RendezvousOutcome detail. */
                detail: string;

                /**
                 * Creates a new RendezvousOutcome instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousOutcome instance
                 */
                static create(properties: causeway.control.v1.RendezvousOutcome.$Shape): causeway.control.v1.RendezvousOutcome & causeway.control.v1.RendezvousOutcome.$Shape;
                static create(properties?: causeway.control.v1.RendezvousOutcome.$Properties): causeway.control.v1.RendezvousOutcome;

                /**
                 * Encodes the specified RendezvousOutcome message. Does not implicitly {@link causeway.control.v1.RendezvousOutcome.verify|verify} messages.
                 * @param message RendezvousOutcome message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.RendezvousOutcome.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousOutcome message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.RendezvousOutcome & causeway.control.v1.RendezvousOutcome.$Shape} RendezvousOutcome
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.RendezvousOutcome & causeway.control.v1.RendezvousOutcome.$Shape;
            }

            namespace RendezvousOutcome {

                /** Properties of a RendezvousOutcome. */
                interface $Properties {

                    /** RendezvousOutcome connectionId */
                    connectionId?: (string|null);

                    /** RendezvousOutcome attempt */
                    attempt?: (number|null);

                    /** RendezvousOutcome code */
                    code?: (string|null);

                    /** RendezvousOutcome detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousOutcome. */
                type $Shape = causeway.control.v1.RendezvousOutcome.$Properties;
            }

            /**
             * Properties of a LiveRelay.
             * @deprecated Use causeway.control.v1.LiveRelay.$Properties instead.
             */
            interface ILiveRelay extends causeway.control.v1.LiveRelay.$Properties {
            }

            /** Represents a LiveRelay. */
            class LiveRelay {

                /**
                 * Constructs a new LiveRelay.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.LiveRelay.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LiveRelay connectionId. */
                connectionId: string;

                /** LiveRelay bytesToClient. */
                bytesToClient: number;

                /** LiveRelay bytesToHost. */
                bytesToHost: number;

                /**
                 * Creates a new LiveRelay instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LiveRelay instance
                 */
                static create(properties: causeway.control.v1.LiveRelay.$Shape): causeway.control.v1.LiveRelay & causeway.control.v1.LiveRelay.$Shape;
                static create(properties?: causeway.control.v1.LiveRelay.$Properties): causeway.control.v1.LiveRelay;

                /**
                 * Encodes the specified LiveRelay message. Does not implicitly {@link causeway.control.v1.LiveRelay.verify|verify} messages.
                 * @param message LiveRelay message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.LiveRelay.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LiveRelay message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.LiveRelay & causeway.control.v1.LiveRelay.$Shape} LiveRelay
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.LiveRelay & causeway.control.v1.LiveRelay.$Shape;
            }

            namespace LiveRelay {

                /** Properties of a LiveRelay. */
                interface $Properties {

                    /** LiveRelay connectionId */
                    connectionId?: (string|null);

                    /** LiveRelay bytesToClient */
                    bytesToClient?: (number|null);

                    /** LiveRelay bytesToHost */
                    bytesToHost?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LiveRelay. */
                type $Shape = causeway.control.v1.LiveRelay.$Properties;
            }

            /**
             * Properties of a GatewayState.
             * @deprecated Use causeway.control.v1.GatewayState.$Properties instead.
             */
            interface IGatewayState extends causeway.control.v1.GatewayState.$Properties {
            }

            /** Represents a GatewayState. */
            class GatewayState {

                /**
                 * Constructs a new GatewayState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.GatewayState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayState clientUrl. */
                clientUrl: string;

                /** GatewayState ownUrl. */
                ownUrl: string;

                /** GatewayState draining. */
                draining: boolean;

                /** GatewayState liveRelays. */
                liveRelays: causeway.control.v1.LiveRelay.$Properties[];

                /** GatewayState waitingConnectionIds. */
                waitingConnectionIds: string[];

                /** GatewayState takesChaos. */
                takesChaos: boolean;

                /**
                 * Creates a new GatewayState instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayState instance
                 */
                static create(properties: causeway.control.v1.GatewayState.$Shape): causeway.control.v1.GatewayState & causeway.control.v1.GatewayState.$Shape;
                static create(properties?: causeway.control.v1.GatewayState.$Properties): causeway.control.v1.GatewayState;

                /**
                 * Encodes the specified GatewayState message. Does not implicitly {@link causeway.control.v1.GatewayState.verify|verify} messages.
                 * @param message GatewayState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.GatewayState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.GatewayState & causeway.control.v1.GatewayState.$Shape} GatewayState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.GatewayState & causeway.control.v1.GatewayState.$Shape;
            }

            namespace GatewayState {

                /** Properties of a GatewayState. */
                interface $Properties {

                    /** GatewayState clientUrl */
                    clientUrl?: (string|null);

                    /** GatewayState ownUrl */
                    ownUrl?: (string|null);

                    /** GatewayState draining */
                    draining?: (boolean|null);

                    /** GatewayState liveRelays */
                    liveRelays?: (causeway.control.v1.LiveRelay.$Properties[]|null);

                    /** GatewayState waitingConnectionIds */
                    waitingConnectionIds?: (string[]|null);

                    /** GatewayState takesChaos */
                    takesChaos?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayState. */
                type $Shape = causeway.control.v1.GatewayState.$Properties;
            }

            /**
             * Properties of a GatewayLoad.
             * @deprecated Use causeway.control.v1.GatewayLoad.$Properties instead.
             */
            interface IGatewayLoad extends causeway.control.v1.GatewayLoad.$Properties {
            }

            /** Represents a GatewayLoad. */
            class GatewayLoad {

                /**
                 * Constructs a new GatewayLoad.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.GatewayLoad.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayLoad connections. */
                connections: number;

                /** GatewayLoad bytesPerSecond. */
                bytesPerSecond: number;

                /** GatewayLoad bufferedBytes. */
                bufferedBytes: number;

                /** GatewayLoad eventLoopDelayMs. */
                eventLoopDelayMs: number;

                /** GatewayLoad draining. */
                draining: boolean;

                /**
                 * Creates a new GatewayLoad instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayLoad instance
                 */
                static create(properties: causeway.control.v1.GatewayLoad.$Shape): causeway.control.v1.GatewayLoad & causeway.control.v1.GatewayLoad.$Shape;
                static create(properties?: causeway.control.v1.GatewayLoad.$Properties): causeway.control.v1.GatewayLoad;

                /**
                 * Encodes the specified GatewayLoad message. Does not implicitly {@link causeway.control.v1.GatewayLoad.verify|verify} messages.
                 * @param message GatewayLoad message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.GatewayLoad.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayLoad message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.GatewayLoad & causeway.control.v1.GatewayLoad.$Shape} GatewayLoad
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.GatewayLoad & causeway.control.v1.GatewayLoad.$Shape;
            }

            namespace GatewayLoad {

                /** Properties of a GatewayLoad. */
                interface $Properties {

                    /** GatewayLoad connections */
                    connections?: (number|null);

                    /** GatewayLoad bytesPerSecond */
                    bytesPerSecond?: (number|null);

                    /** GatewayLoad bufferedBytes */
                    bufferedBytes?: (number|null);

                    /** GatewayLoad eventLoopDelayMs */
                    eventLoopDelayMs?: (number|null);

                    /** GatewayLoad draining */
                    draining?: (boolean|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayLoad. */
                type $Shape = causeway.control.v1.GatewayLoad.$Properties;
            }

            /**
             * Properties of an AuthorizeClient.
             * @deprecated Use causeway.control.v1.AuthorizeClient.$Properties instead.
             */
            interface IAuthorizeClient extends causeway.control.v1.AuthorizeClient.$Properties {
            }

            /** Represents an AuthorizeClient. */
            class AuthorizeClient {

                /**
                 * Constructs a new AuthorizeClient.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.AuthorizeClient.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AuthorizeClient requestId. */
                requestId: string;

                /** AuthorizeClient transport. */
                transport: string;

                /** AuthorizeClient ticket. */
                ticket: string;

                /** AuthorizeClient bearer. */
                bearer: string;

                /** AuthorizeClient clientAddress. */
                clientAddress: string;

                /** AuthorizeClient flow. */
                flow: string;

                /**
                 * Creates a new AuthorizeClient instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AuthorizeClient instance
                 */
                static create(properties: causeway.control.v1.AuthorizeClient.$Shape): causeway.control.v1.AuthorizeClient & causeway.control.v1.AuthorizeClient.$Shape;
                static create(properties?: causeway.control.v1.AuthorizeClient.$Properties): causeway.control.v1.AuthorizeClient;

                /**
                 * Encodes the specified AuthorizeClient message. Does not implicitly {@link causeway.control.v1.AuthorizeClient.verify|verify} messages.
                 * @param message AuthorizeClient message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.AuthorizeClient.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AuthorizeClient message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.AuthorizeClient & causeway.control.v1.AuthorizeClient.$Shape} AuthorizeClient
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.AuthorizeClient & causeway.control.v1.AuthorizeClient.$Shape;
            }

            namespace AuthorizeClient {

                /** Properties of an AuthorizeClient. */
                interface $Properties {

                    /** AuthorizeClient requestId */
                    requestId?: (string|null);

                    /** AuthorizeClient transport */
                    transport?: (string|null);

                    /** AuthorizeClient ticket */
                    ticket?: (string|null);

                    /** AuthorizeClient bearer */
                    bearer?: (string|null);

                    /** AuthorizeClient clientAddress */
                    clientAddress?: (string|null);

                    /** AuthorizeClient flow */
                    flow?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AuthorizeClient. */
                type $Shape = causeway.control.v1.AuthorizeClient.$Properties;
            }

            /**
             * Properties of an AuthorizeHost.
             * @deprecated Use causeway.control.v1.AuthorizeHost.$Properties instead.
             */
            interface IAuthorizeHost extends causeway.control.v1.AuthorizeHost.$Properties {
            }

            /** Represents an AuthorizeHost. */
            class AuthorizeHost {

                /**
                 * Constructs a new AuthorizeHost.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.AuthorizeHost.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AuthorizeHost requestId. */
                requestId: string;

                /** AuthorizeHost connectionId. */
                connectionId: string;

                /** AuthorizeHost secret. */
                secret: string;

                /**
                 * Creates a new AuthorizeHost instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AuthorizeHost instance
                 */
                static create(properties: causeway.control.v1.AuthorizeHost.$Shape): causeway.control.v1.AuthorizeHost & causeway.control.v1.AuthorizeHost.$Shape;
                static create(properties?: causeway.control.v1.AuthorizeHost.$Properties): causeway.control.v1.AuthorizeHost;

                /**
                 * Encodes the specified AuthorizeHost message. Does not implicitly {@link causeway.control.v1.AuthorizeHost.verify|verify} messages.
                 * @param message AuthorizeHost message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.AuthorizeHost.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AuthorizeHost message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.AuthorizeHost & causeway.control.v1.AuthorizeHost.$Shape} AuthorizeHost
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.AuthorizeHost & causeway.control.v1.AuthorizeHost.$Shape;
            }

            namespace AuthorizeHost {

                /** Properties of an AuthorizeHost. */
                interface $Properties {

                    /** AuthorizeHost requestId */
                    requestId?: (string|null);

                    /** AuthorizeHost connectionId */
                    connectionId?: (string|null);

                    /** AuthorizeHost secret */
                    secret?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AuthorizeHost. */
                type $Shape = causeway.control.v1.AuthorizeHost.$Properties;
            }

            /**
             * Properties of a LegAuthorized.
             * @deprecated Use causeway.control.v1.LegAuthorized.$Properties instead.
             */
            interface ILegAuthorized extends causeway.control.v1.LegAuthorized.$Properties {
            }

            /** Represents a LegAuthorized. */
            class LegAuthorized {

                /**
                 * Constructs a new LegAuthorized.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.LegAuthorized.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LegAuthorized requestId. */
                requestId: string;

                /** LegAuthorized connectionId. */
                connectionId: string;

                /** LegAuthorized legDeadlineMs. */
                legDeadlineMs: number;

                /** LegAuthorized userKey. */
                userKey: string;

                /** LegAuthorized chaos. */
                chaos: string;

                /**
                 * Creates a new LegAuthorized instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LegAuthorized instance
                 */
                static create(properties: causeway.control.v1.LegAuthorized.$Shape): causeway.control.v1.LegAuthorized & causeway.control.v1.LegAuthorized.$Shape;
                static create(properties?: causeway.control.v1.LegAuthorized.$Properties): causeway.control.v1.LegAuthorized;

                /**
                 * Encodes the specified LegAuthorized message. Does not implicitly {@link causeway.control.v1.LegAuthorized.verify|verify} messages.
                 * @param message LegAuthorized message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.LegAuthorized.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LegAuthorized message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.LegAuthorized & causeway.control.v1.LegAuthorized.$Shape} LegAuthorized
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.LegAuthorized & causeway.control.v1.LegAuthorized.$Shape;
            }

            namespace LegAuthorized {

                /** Properties of a LegAuthorized. */
                interface $Properties {

                    /** LegAuthorized requestId */
                    requestId?: (string|null);

                    /** LegAuthorized connectionId */
                    connectionId?: (string|null);

                    /** LegAuthorized legDeadlineMs */
                    legDeadlineMs?: (number|null);

                    /** LegAuthorized userKey */
                    userKey?: (string|null);

                    /** LegAuthorized chaos */
                    chaos?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LegAuthorized. */
                type $Shape = causeway.control.v1.LegAuthorized.$Properties;
            }

            /**
             * Properties of a SetChaos.
             * @deprecated Use causeway.control.v1.SetChaos.$Properties instead.
             */
            interface ISetChaos extends causeway.control.v1.SetChaos.$Properties {
            }

            /** Represents a SetChaos. */
            class SetChaos {

                /**
                 * Constructs a new SetChaos.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.SetChaos.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SetChaos connectionId. */
                connectionId: string;

                /** SetChaos chaos. */
                chaos: string;

                /**
                 * Creates a new SetChaos instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SetChaos instance
                 */
                static create(properties: causeway.control.v1.SetChaos.$Shape): causeway.control.v1.SetChaos & causeway.control.v1.SetChaos.$Shape;
                static create(properties?: causeway.control.v1.SetChaos.$Properties): causeway.control.v1.SetChaos;

                /**
                 * Encodes the specified SetChaos message. Does not implicitly {@link causeway.control.v1.SetChaos.verify|verify} messages.
                 * @param message SetChaos message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.SetChaos.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SetChaos message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.SetChaos & causeway.control.v1.SetChaos.$Shape} SetChaos
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.SetChaos & causeway.control.v1.SetChaos.$Shape;
            }

            namespace SetChaos {

                /** Properties of a SetChaos. */
                interface $Properties {

                    /** SetChaos connectionId */
                    connectionId?: (string|null);

                    /** SetChaos chaos */
                    chaos?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SetChaos. */
                type $Shape = causeway.control.v1.SetChaos.$Properties;
            }

            /**
             * Properties of a LegRefused.
             * @deprecated Use causeway.control.v1.LegRefused.$Properties instead.
             */
            interface ILegRefused extends causeway.control.v1.LegRefused.$Properties {
            }

            /** Represents a LegRefused. */
            class LegRefused {

                /**
                 * Constructs a new LegRefused.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.LegRefused.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LegRefused requestId. */
                requestId: string;

                /** LegRefused code. */
                code: string;

                /** LegRefused detail. */
                detail: string;

                /**
                 * Creates a new LegRefused instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LegRefused instance
                 */
                static create(properties: causeway.control.v1.LegRefused.$Shape): causeway.control.v1.LegRefused & causeway.control.v1.LegRefused.$Shape;
                static create(properties?: causeway.control.v1.LegRefused.$Properties): causeway.control.v1.LegRefused;

                /**
                 * Encodes the specified LegRefused message. Does not implicitly {@link causeway.control.v1.LegRefused.verify|verify} messages.
                 * @param message LegRefused message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.LegRefused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LegRefused message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.LegRefused & causeway.control.v1.LegRefused.$Shape} LegRefused
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.LegRefused & causeway.control.v1.LegRefused.$Shape;
            }

            namespace LegRefused {

                /** Properties of a LegRefused. */
                interface $Properties {

                    /** LegRefused requestId */
                    requestId?: (string|null);

                    /** LegRefused code */
                    code?: (string|null);

                    /** LegRefused detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LegRefused. */
                type $Shape = causeway.control.v1.LegRefused.$Properties;
            }

            /**
             * Properties of a LegReport.
             * @deprecated Use causeway.control.v1.LegReport.$Properties instead.
             */
            interface ILegReport extends causeway.control.v1.LegReport.$Properties {
            }

            /** Represents a LegReport. */
            class LegReport {

                /**
                 * Constructs a new LegReport.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.LegReport.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LegReport reportId. */
                reportId: string;

                /** LegReport connectionId. */
                connectionId: string;

                /** LegReport kind. */
                kind: string;

                /** LegReport side. */
                side: string;

                /** LegReport endedBy. */
                endedBy: string;

                /** LegReport reason. */
                reason: string;

                /** LegReport bytesToClient. */
                bytesToClient: number;

                /** LegReport bytesToHost. */
                bytesToHost: number;

                /** LegReport durationMs. */
                durationMs: number;

                /** LegReport peakBufferedBytes. */
                peakBufferedBytes: number;

                /** LegReport messagesToClient. */
                messagesToClient: number;

                /** LegReport messagesToHost. */
                messagesToHost: number;

                /** LegReport stalls. */
                stalls: number;

                /**
                 * Creates a new LegReport instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LegReport instance
                 */
                static create(properties: causeway.control.v1.LegReport.$Shape): causeway.control.v1.LegReport & causeway.control.v1.LegReport.$Shape;
                static create(properties?: causeway.control.v1.LegReport.$Properties): causeway.control.v1.LegReport;

                /**
                 * Encodes the specified LegReport message. Does not implicitly {@link causeway.control.v1.LegReport.verify|verify} messages.
                 * @param message LegReport message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.LegReport.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LegReport message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.LegReport & causeway.control.v1.LegReport.$Shape} LegReport
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.LegReport & causeway.control.v1.LegReport.$Shape;
            }

            namespace LegReport {

                /** Properties of a LegReport. */
                interface $Properties {

                    /** LegReport reportId */
                    reportId?: (string|null);

                    /** LegReport connectionId */
                    connectionId?: (string|null);

                    /** LegReport kind */
                    kind?: (string|null);

                    /** LegReport side */
                    side?: (string|null);

                    /** LegReport endedBy */
                    endedBy?: (string|null);

                    /** LegReport reason */
                    reason?: (string|null);

                    /** LegReport bytesToClient */
                    bytesToClient?: (number|null);

                    /** LegReport bytesToHost */
                    bytesToHost?: (number|null);

                    /** LegReport durationMs */
                    durationMs?: (number|null);

                    /** LegReport peakBufferedBytes */
                    peakBufferedBytes?: (number|null);

                    /** LegReport messagesToClient */
                    messagesToClient?: (number|null);

                    /** LegReport messagesToHost */
                    messagesToHost?: (number|null);

                    /** LegReport stalls */
                    stalls?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LegReport. */
                type $Shape = causeway.control.v1.LegReport.$Properties;
            }

            /**
             * Properties of a LegReportAck.
             * @deprecated Use causeway.control.v1.LegReportAck.$Properties instead.
             */
            interface ILegReportAck extends causeway.control.v1.LegReportAck.$Properties {
            }

            /** Represents a LegReportAck. */
            class LegReportAck {

                /**
                 * Constructs a new LegReportAck.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.LegReportAck.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** LegReportAck reportId. */
                reportId: string;

                /**
                 * Creates a new LegReportAck instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns LegReportAck instance
                 */
                static create(properties: causeway.control.v1.LegReportAck.$Shape): causeway.control.v1.LegReportAck & causeway.control.v1.LegReportAck.$Shape;
                static create(properties?: causeway.control.v1.LegReportAck.$Properties): causeway.control.v1.LegReportAck;

                /**
                 * Encodes the specified LegReportAck message. Does not implicitly {@link causeway.control.v1.LegReportAck.verify|verify} messages.
                 * @param message LegReportAck message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.LegReportAck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a LegReportAck message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.LegReportAck & causeway.control.v1.LegReportAck.$Shape} LegReportAck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.LegReportAck & causeway.control.v1.LegReportAck.$Shape;
            }

            namespace LegReportAck {

                /** Properties of a LegReportAck. */
                interface $Properties {

                    /** LegReportAck reportId */
                    reportId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a LegReportAck. */
                type $Shape = causeway.control.v1.LegReportAck.$Properties;
            }

            /**
             * Properties of a RefuseConnection.
             * @deprecated Use causeway.control.v1.RefuseConnection.$Properties instead.
             */
            interface IRefuseConnection extends causeway.control.v1.RefuseConnection.$Properties {
            }

            /** Represents a RefuseConnection. */
            class RefuseConnection {

                /**
                 * Constructs a new RefuseConnection.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.RefuseConnection.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RefuseConnection connectionId. */
                connectionId: string;

                /** RefuseConnection code. */
                code: string;

                /** RefuseConnection detail. */
                detail: string;

                /**
                 * Creates a new RefuseConnection instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RefuseConnection instance
                 */
                static create(properties: causeway.control.v1.RefuseConnection.$Shape): causeway.control.v1.RefuseConnection & causeway.control.v1.RefuseConnection.$Shape;
                static create(properties?: causeway.control.v1.RefuseConnection.$Properties): causeway.control.v1.RefuseConnection;

                /**
                 * Encodes the specified RefuseConnection message. Does not implicitly {@link causeway.control.v1.RefuseConnection.verify|verify} messages.
                 * @param message RefuseConnection message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.RefuseConnection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RefuseConnection message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.RefuseConnection & causeway.control.v1.RefuseConnection.$Shape} RefuseConnection
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.RefuseConnection & causeway.control.v1.RefuseConnection.$Shape;
            }

            namespace RefuseConnection {

                /** Properties of a RefuseConnection. */
                interface $Properties {

                    /** RefuseConnection connectionId */
                    connectionId?: (string|null);

                    /** RefuseConnection code */
                    code?: (string|null);

                    /** RefuseConnection detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RefuseConnection. */
                type $Shape = causeway.control.v1.RefuseConnection.$Properties;
            }

            /**
             * Properties of an EndConnection.
             * @deprecated Use causeway.control.v1.EndConnection.$Properties instead.
             */
            interface IEndConnection extends causeway.control.v1.EndConnection.$Properties {
            }

            /** Represents an EndConnection. */
            class EndConnection {

                /**
                 * Constructs a new EndConnection.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.EndConnection.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** EndConnection connectionId. */
                connectionId: string;

                /** EndConnection reason. */
                reason: string;

                /** EndConnection endedBy. */
                endedBy: string;

                /**
                 * Creates a new EndConnection instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns EndConnection instance
                 */
                static create(properties: causeway.control.v1.EndConnection.$Shape): causeway.control.v1.EndConnection & causeway.control.v1.EndConnection.$Shape;
                static create(properties?: causeway.control.v1.EndConnection.$Properties): causeway.control.v1.EndConnection;

                /**
                 * Encodes the specified EndConnection message. Does not implicitly {@link causeway.control.v1.EndConnection.verify|verify} messages.
                 * @param message EndConnection message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.EndConnection.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an EndConnection message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.EndConnection & causeway.control.v1.EndConnection.$Shape} EndConnection
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.EndConnection & causeway.control.v1.EndConnection.$Shape;
            }

            namespace EndConnection {

                /** Properties of an EndConnection. */
                interface $Properties {

                    /** EndConnection connectionId */
                    connectionId?: (string|null);

                    /** EndConnection reason */
                    reason?: (string|null);

                    /** EndConnection endedBy */
                    endedBy?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an EndConnection. */
                type $Shape = causeway.control.v1.EndConnection.$Properties;
            }

            /**
             * Properties of a TicketKeys.
             * @deprecated Use causeway.control.v1.TicketKeys.$Properties instead.
             */
            interface ITicketKeys extends causeway.control.v1.TicketKeys.$Properties {
            }

            /** Represents a TicketKeys. */
            class TicketKeys {

                /**
                 * Constructs a new TicketKeys.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.TicketKeys.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TicketKeys publicKeys. */
                publicKeys: Uint8Array[];

                /**
                 * Creates a new TicketKeys instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TicketKeys instance
                 */
                static create(properties: causeway.control.v1.TicketKeys.$Shape): causeway.control.v1.TicketKeys & causeway.control.v1.TicketKeys.$Shape;
                static create(properties?: causeway.control.v1.TicketKeys.$Properties): causeway.control.v1.TicketKeys;

                /**
                 * Encodes the specified TicketKeys message. Does not implicitly {@link causeway.control.v1.TicketKeys.verify|verify} messages.
                 * @param message TicketKeys message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.TicketKeys.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TicketKeys message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.TicketKeys & causeway.control.v1.TicketKeys.$Shape} TicketKeys
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.TicketKeys & causeway.control.v1.TicketKeys.$Shape;
            }

            namespace TicketKeys {

                /** Properties of a TicketKeys. */
                interface $Properties {

                    /** TicketKeys publicKeys */
                    publicKeys?: (Uint8Array[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TicketKeys. */
                type $Shape = causeway.control.v1.TicketKeys.$Properties;
            }

            /**
             * Properties of a StateRequest.
             * @deprecated Use causeway.control.v1.StateRequest.$Properties instead.
             */
            interface IStateRequest extends causeway.control.v1.StateRequest.$Properties {
            }

            /** Represents a StateRequest. */
            class StateRequest {

                /**
                 * Constructs a new StateRequest.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.StateRequest.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StateRequest requestId. */
                requestId: string;

                /**
                 * Creates a new StateRequest instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StateRequest instance
                 */
                static create(properties: causeway.control.v1.StateRequest.$Shape): causeway.control.v1.StateRequest & causeway.control.v1.StateRequest.$Shape;
                static create(properties?: causeway.control.v1.StateRequest.$Properties): causeway.control.v1.StateRequest;

                /**
                 * Encodes the specified StateRequest message. Does not implicitly {@link causeway.control.v1.StateRequest.verify|verify} messages.
                 * @param message StateRequest message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.StateRequest.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StateRequest message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.StateRequest & causeway.control.v1.StateRequest.$Shape} StateRequest
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.StateRequest & causeway.control.v1.StateRequest.$Shape;
            }

            namespace StateRequest {

                /** Properties of a StateRequest. */
                interface $Properties {

                    /** StateRequest requestId */
                    requestId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StateRequest. */
                type $Shape = causeway.control.v1.StateRequest.$Properties;
            }

            /**
             * Properties of a MachineState.
             * @deprecated Use causeway.control.v1.MachineState.$Properties instead.
             */
            interface IMachineState extends causeway.control.v1.MachineState.$Properties {
            }

            /** Represents a MachineState. */
            class MachineState {

                /**
                 * Constructs a new MachineState.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.control.v1.MachineState.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** MachineState requestId. */
                requestId: string;

                /** MachineState relayConnectionIds. */
                relayConnectionIds: string[];

                /** MachineState listsSessions. */
                listsSessions: boolean;

                /** MachineState sessions. */
                sessions: causeway.control.v1.HostSession.$Properties[];

                /**
                 * Creates a new MachineState instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns MachineState instance
                 */
                static create(properties: causeway.control.v1.MachineState.$Shape): causeway.control.v1.MachineState & causeway.control.v1.MachineState.$Shape;
                static create(properties?: causeway.control.v1.MachineState.$Properties): causeway.control.v1.MachineState;

                /**
                 * Encodes the specified MachineState message. Does not implicitly {@link causeway.control.v1.MachineState.verify|verify} messages.
                 * @param message MachineState message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.control.v1.MachineState.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a MachineState message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.control.v1.MachineState & causeway.control.v1.MachineState.$Shape} MachineState
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.control.v1.MachineState & causeway.control.v1.MachineState.$Shape;
            }

            namespace MachineState {

                /** Properties of a MachineState. */
                interface $Properties {

                    /** MachineState requestId */
                    requestId?: (string|null);

                    /** MachineState relayConnectionIds */
                    relayConnectionIds?: (string[]|null);

                    /** MachineState listsSessions */
                    listsSessions?: (boolean|null);

                    /** MachineState sessions */
                    sessions?: (causeway.control.v1.HostSession.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a MachineState. */
                type $Shape = causeway.control.v1.MachineState.$Properties;
            }
        }
    }

    /** Namespace log. */
    namespace log {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a StoredEvent.
             * @deprecated Use causeway.log.v1.StoredEvent.$Properties instead.
             */
            interface IStoredEvent extends causeway.log.v1.StoredEvent.$Properties {
            }

            /** Represents a StoredEvent. */
            class StoredEvent {

                /**
                 * Constructs a new StoredEvent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.log.v1.StoredEvent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StoredEvent eventId. */
                eventId: string;

                /** StoredEvent type. */
                type: string;

                /** StoredEvent schemaVersion. */
                schemaVersion: number;

                /** StoredEvent stream. */
                stream: string;

                /** StoredEvent revision. */
                revision: number;

                /** StoredEvent recordedAt. */
                recordedAt: number;

                /** StoredEvent actor. */
                actor: string;

                /** StoredEvent connectionId. */
                connectionId: string;

                /** StoredEvent causationId. */
                causationId: string;

                /** StoredEvent payload. */
                payload: Uint8Array;

                /**
                 * Creates a new StoredEvent instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StoredEvent instance
                 */
                static create(properties: causeway.log.v1.StoredEvent.$Shape): causeway.log.v1.StoredEvent & causeway.log.v1.StoredEvent.$Shape;
                static create(properties?: causeway.log.v1.StoredEvent.$Properties): causeway.log.v1.StoredEvent;

                /**
                 * Encodes the specified StoredEvent message. Does not implicitly {@link causeway.log.v1.StoredEvent.verify|verify} messages.
                 * @param message StoredEvent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.log.v1.StoredEvent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StoredEvent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.log.v1.StoredEvent & causeway.log.v1.StoredEvent.$Shape} StoredEvent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.log.v1.StoredEvent & causeway.log.v1.StoredEvent.$Shape;
            }

            namespace StoredEvent {

                /** Properties of a StoredEvent. */
                interface $Properties {

                    /** StoredEvent eventId */
                    eventId?: (string|null);

                    /** StoredEvent type */
                    type?: (string|null);

                    /** StoredEvent schemaVersion */
                    schemaVersion?: (number|null);

                    /** StoredEvent stream */
                    stream?: (string|null);

                    /** StoredEvent revision */
                    revision?: (number|null);

                    /** StoredEvent recordedAt */
                    recordedAt?: (number|null);

                    /** StoredEvent actor */
                    actor?: (string|null);

                    /** StoredEvent connectionId */
                    connectionId?: (string|null);

                    /** StoredEvent causationId */
                    causationId?: (string|null);

                    /** StoredEvent payload */
                    payload?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StoredEvent. */
                type $Shape = causeway.log.v1.StoredEvent.$Properties;
            }

            /**
             * Properties of a StoredHeartbeat.
             * @deprecated Use causeway.log.v1.StoredHeartbeat.$Properties instead.
             */
            interface IStoredHeartbeat extends causeway.log.v1.StoredHeartbeat.$Properties {
            }

            /** Represents a StoredHeartbeat. */
            class StoredHeartbeat {

                /**
                 * Constructs a new StoredHeartbeat.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.log.v1.StoredHeartbeat.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StoredHeartbeat activeSessions. */
                activeSessions: number;

                /** StoredHeartbeat disconnectedSessions. */
                disconnectedSessions: number;

                /** StoredHeartbeat cpuLoad. */
                cpuLoad: number;

                /** StoredHeartbeat memoryUsedBytes. */
                memoryUsedBytes: number;

                /** StoredHeartbeat memoryTotalBytes. */
                memoryTotalBytes: number;

                /** StoredHeartbeat agentVersion. */
                agentVersion: string;

                /** StoredHeartbeat healthChecks. */
                healthChecks: causeway.log.v1.StoredHealthCheck.$Properties[];

                /**
                 * Creates a new StoredHeartbeat instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StoredHeartbeat instance
                 */
                static create(properties: causeway.log.v1.StoredHeartbeat.$Shape): causeway.log.v1.StoredHeartbeat & causeway.log.v1.StoredHeartbeat.$Shape;
                static create(properties?: causeway.log.v1.StoredHeartbeat.$Properties): causeway.log.v1.StoredHeartbeat;

                /**
                 * Encodes the specified StoredHeartbeat message. Does not implicitly {@link causeway.log.v1.StoredHeartbeat.verify|verify} messages.
                 * @param message StoredHeartbeat message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.log.v1.StoredHeartbeat.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StoredHeartbeat message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.log.v1.StoredHeartbeat & causeway.log.v1.StoredHeartbeat.$Shape} StoredHeartbeat
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.log.v1.StoredHeartbeat & causeway.log.v1.StoredHeartbeat.$Shape;
            }

            namespace StoredHeartbeat {

                /** Properties of a StoredHeartbeat. */
                interface $Properties {

                    /** StoredHeartbeat activeSessions */
                    activeSessions?: (number|null);

                    /** StoredHeartbeat disconnectedSessions */
                    disconnectedSessions?: (number|null);

                    /** StoredHeartbeat cpuLoad */
                    cpuLoad?: (number|null);

                    /** StoredHeartbeat memoryUsedBytes */
                    memoryUsedBytes?: (number|null);

                    /** StoredHeartbeat memoryTotalBytes */
                    memoryTotalBytes?: (number|null);

                    /** StoredHeartbeat agentVersion */
                    agentVersion?: (string|null);

                    /** StoredHeartbeat healthChecks */
                    healthChecks?: (causeway.log.v1.StoredHealthCheck.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StoredHeartbeat. */
                type $Shape = causeway.log.v1.StoredHeartbeat.$Properties;
            }

            /**
             * Properties of a StoredHealthCheck.
             * @deprecated Use causeway.log.v1.StoredHealthCheck.$Properties instead.
             */
            interface IStoredHealthCheck extends causeway.log.v1.StoredHealthCheck.$Properties {
            }

            /** Represents a StoredHealthCheck. */
            class StoredHealthCheck {

                /**
                 * Constructs a new StoredHealthCheck.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.log.v1.StoredHealthCheck.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** StoredHealthCheck name. */
                name: string;

                /** StoredHealthCheck result. */
                result: number;

                /** StoredHealthCheck fatal. */
                fatal: boolean;

                /** StoredHealthCheck message. */
                message: string;

                /**
                 * Creates a new StoredHealthCheck instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns StoredHealthCheck instance
                 */
                static create(properties: causeway.log.v1.StoredHealthCheck.$Shape): causeway.log.v1.StoredHealthCheck & causeway.log.v1.StoredHealthCheck.$Shape;
                static create(properties?: causeway.log.v1.StoredHealthCheck.$Properties): causeway.log.v1.StoredHealthCheck;

                /**
                 * Encodes the specified StoredHealthCheck message. Does not implicitly {@link causeway.log.v1.StoredHealthCheck.verify|verify} messages.
                 * @param message StoredHealthCheck message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.log.v1.StoredHealthCheck.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a StoredHealthCheck message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.log.v1.StoredHealthCheck & causeway.log.v1.StoredHealthCheck.$Shape} StoredHealthCheck
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.log.v1.StoredHealthCheck & causeway.log.v1.StoredHealthCheck.$Shape;
            }

            namespace StoredHealthCheck {

                /** Properties of a StoredHealthCheck. */
                interface $Properties {

                    /** StoredHealthCheck name */
                    name?: (string|null);

                    /** StoredHealthCheck result */
                    result?: (number|null);

                    /** StoredHealthCheck fatal */
                    fatal?: (boolean|null);

                    /** StoredHealthCheck message */
                    message?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a StoredHealthCheck. */
                type $Shape = causeway.log.v1.StoredHealthCheck.$Properties;
            }
        }
    }

    /** Namespace events. */
    namespace events {

        /** Namespace v1. */
        namespace v1 {

            /**
             * Properties of a WorkspaceCreated.
             * @deprecated Use causeway.events.v1.WorkspaceCreated.$Properties instead.
             */
            interface IWorkspaceCreated extends causeway.events.v1.WorkspaceCreated.$Properties {
            }

            /** Represents a WorkspaceCreated. */
            class WorkspaceCreated {

                /**
                 * Constructs a new WorkspaceCreated.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.WorkspaceCreated.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WorkspaceCreated workspaceId. */
                workspaceId: string;

                /** WorkspaceCreated name. */
                name: string;

                /**
                 * Creates a new WorkspaceCreated instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns WorkspaceCreated instance
                 */
                static create(properties: causeway.events.v1.WorkspaceCreated.$Shape): causeway.events.v1.WorkspaceCreated & causeway.events.v1.WorkspaceCreated.$Shape;
                static create(properties?: causeway.events.v1.WorkspaceCreated.$Properties): causeway.events.v1.WorkspaceCreated;

                /**
                 * Encodes the specified WorkspaceCreated message. Does not implicitly {@link causeway.events.v1.WorkspaceCreated.verify|verify} messages.
                 * @param message WorkspaceCreated message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.WorkspaceCreated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WorkspaceCreated message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.WorkspaceCreated & causeway.events.v1.WorkspaceCreated.$Shape} WorkspaceCreated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.WorkspaceCreated & causeway.events.v1.WorkspaceCreated.$Shape;
            }

            namespace WorkspaceCreated {

                /** Properties of a WorkspaceCreated. */
                interface $Properties {

                    /** WorkspaceCreated workspaceId */
                    workspaceId?: (string|null);

                    /** WorkspaceCreated name */
                    name?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WorkspaceCreated. */
                type $Shape = causeway.events.v1.WorkspaceCreated.$Properties;
            }

            /**
             * Properties of a WorkspaceRemoved.
             * @deprecated Use causeway.events.v1.WorkspaceRemoved.$Properties instead.
             */
            interface IWorkspaceRemoved extends causeway.events.v1.WorkspaceRemoved.$Properties {
            }

            /** Represents a WorkspaceRemoved. */
            class WorkspaceRemoved {

                /**
                 * Constructs a new WorkspaceRemoved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.WorkspaceRemoved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** WorkspaceRemoved workspaceId. */
                workspaceId: string;

                /**
                 * Creates a new WorkspaceRemoved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns WorkspaceRemoved instance
                 */
                static create(properties: causeway.events.v1.WorkspaceRemoved.$Shape): causeway.events.v1.WorkspaceRemoved & causeway.events.v1.WorkspaceRemoved.$Shape;
                static create(properties?: causeway.events.v1.WorkspaceRemoved.$Properties): causeway.events.v1.WorkspaceRemoved;

                /**
                 * Encodes the specified WorkspaceRemoved message. Does not implicitly {@link causeway.events.v1.WorkspaceRemoved.verify|verify} messages.
                 * @param message WorkspaceRemoved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.WorkspaceRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a WorkspaceRemoved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.WorkspaceRemoved & causeway.events.v1.WorkspaceRemoved.$Shape} WorkspaceRemoved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.WorkspaceRemoved & causeway.events.v1.WorkspaceRemoved.$Shape;
            }

            namespace WorkspaceRemoved {

                /** Properties of a WorkspaceRemoved. */
                interface $Properties {

                    /** WorkspaceRemoved workspaceId */
                    workspaceId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a WorkspaceRemoved. */
                type $Shape = causeway.events.v1.WorkspaceRemoved.$Properties;
            }

            /**
             * Properties of an ApplicationGroupCreated.
             * @deprecated Use causeway.events.v1.ApplicationGroupCreated.$Properties instead.
             */
            interface IApplicationGroupCreated extends causeway.events.v1.ApplicationGroupCreated.$Properties {
            }

            /** Represents an ApplicationGroupCreated. */
            class ApplicationGroupCreated {

                /**
                 * Constructs a new ApplicationGroupCreated.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ApplicationGroupCreated.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ApplicationGroupCreated workspaceId. */
                workspaceId: string;

                /** ApplicationGroupCreated groupId. */
                groupId: string;

                /** ApplicationGroupCreated name. */
                name: string;

                /** ApplicationGroupCreated poolId. */
                poolId: string;

                /**
                 * Creates a new ApplicationGroupCreated instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ApplicationGroupCreated instance
                 */
                static create(properties: causeway.events.v1.ApplicationGroupCreated.$Shape): causeway.events.v1.ApplicationGroupCreated & causeway.events.v1.ApplicationGroupCreated.$Shape;
                static create(properties?: causeway.events.v1.ApplicationGroupCreated.$Properties): causeway.events.v1.ApplicationGroupCreated;

                /**
                 * Encodes the specified ApplicationGroupCreated message. Does not implicitly {@link causeway.events.v1.ApplicationGroupCreated.verify|verify} messages.
                 * @param message ApplicationGroupCreated message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ApplicationGroupCreated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ApplicationGroupCreated message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ApplicationGroupCreated & causeway.events.v1.ApplicationGroupCreated.$Shape} ApplicationGroupCreated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ApplicationGroupCreated & causeway.events.v1.ApplicationGroupCreated.$Shape;
            }

            namespace ApplicationGroupCreated {

                /** Properties of an ApplicationGroupCreated. */
                interface $Properties {

                    /** ApplicationGroupCreated workspaceId */
                    workspaceId?: (string|null);

                    /** ApplicationGroupCreated groupId */
                    groupId?: (string|null);

                    /** ApplicationGroupCreated name */
                    name?: (string|null);

                    /** ApplicationGroupCreated poolId */
                    poolId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ApplicationGroupCreated. */
                type $Shape = causeway.events.v1.ApplicationGroupCreated.$Properties;
            }

            /**
             * Properties of an ApplicationGroupRemoved.
             * @deprecated Use causeway.events.v1.ApplicationGroupRemoved.$Properties instead.
             */
            interface IApplicationGroupRemoved extends causeway.events.v1.ApplicationGroupRemoved.$Properties {
            }

            /** Represents an ApplicationGroupRemoved. */
            class ApplicationGroupRemoved {

                /**
                 * Constructs a new ApplicationGroupRemoved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ApplicationGroupRemoved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ApplicationGroupRemoved workspaceId. */
                workspaceId: string;

                /** ApplicationGroupRemoved groupId. */
                groupId: string;

                /**
                 * Creates a new ApplicationGroupRemoved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ApplicationGroupRemoved instance
                 */
                static create(properties: causeway.events.v1.ApplicationGroupRemoved.$Shape): causeway.events.v1.ApplicationGroupRemoved & causeway.events.v1.ApplicationGroupRemoved.$Shape;
                static create(properties?: causeway.events.v1.ApplicationGroupRemoved.$Properties): causeway.events.v1.ApplicationGroupRemoved;

                /**
                 * Encodes the specified ApplicationGroupRemoved message. Does not implicitly {@link causeway.events.v1.ApplicationGroupRemoved.verify|verify} messages.
                 * @param message ApplicationGroupRemoved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ApplicationGroupRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an ApplicationGroupRemoved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ApplicationGroupRemoved & causeway.events.v1.ApplicationGroupRemoved.$Shape} ApplicationGroupRemoved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ApplicationGroupRemoved & causeway.events.v1.ApplicationGroupRemoved.$Shape;
            }

            namespace ApplicationGroupRemoved {

                /** Properties of an ApplicationGroupRemoved. */
                interface $Properties {

                    /** ApplicationGroupRemoved workspaceId */
                    workspaceId?: (string|null);

                    /** ApplicationGroupRemoved groupId */
                    groupId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an ApplicationGroupRemoved. */
                type $Shape = causeway.events.v1.ApplicationGroupRemoved.$Properties;
            }

            /**
             * Properties of a ResourcePublished.
             * @deprecated Use causeway.events.v1.ResourcePublished.$Properties instead.
             */
            interface IResourcePublished extends causeway.events.v1.ResourcePublished.$Properties {
            }

            /** Represents a ResourcePublished. */
            class ResourcePublished {

                /**
                 * Constructs a new ResourcePublished.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ResourcePublished.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResourcePublished workspaceId. */
                workspaceId: string;

                /** ResourcePublished groupId. */
                groupId: string;

                /** ResourcePublished resourceId. */
                resourceId: string;

                /** ResourcePublished name. */
                name: string;

                /** ResourcePublished kind. */
                kind: string;

                /**
                 * Creates a new ResourcePublished instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ResourcePublished instance
                 */
                static create(properties: causeway.events.v1.ResourcePublished.$Shape): causeway.events.v1.ResourcePublished & causeway.events.v1.ResourcePublished.$Shape;
                static create(properties?: causeway.events.v1.ResourcePublished.$Properties): causeway.events.v1.ResourcePublished;

                /**
                 * Encodes the specified ResourcePublished message. Does not implicitly {@link causeway.events.v1.ResourcePublished.verify|verify} messages.
                 * @param message ResourcePublished message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ResourcePublished.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResourcePublished message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ResourcePublished & causeway.events.v1.ResourcePublished.$Shape} ResourcePublished
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ResourcePublished & causeway.events.v1.ResourcePublished.$Shape;
            }

            namespace ResourcePublished {

                /** Properties of a ResourcePublished. */
                interface $Properties {

                    /** ResourcePublished workspaceId */
                    workspaceId?: (string|null);

                    /** ResourcePublished groupId */
                    groupId?: (string|null);

                    /** ResourcePublished resourceId */
                    resourceId?: (string|null);

                    /** ResourcePublished name */
                    name?: (string|null);

                    /** ResourcePublished kind */
                    kind?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResourcePublished. */
                type $Shape = causeway.events.v1.ResourcePublished.$Properties;
            }

            /**
             * Properties of a ResourceWithdrawn.
             * @deprecated Use causeway.events.v1.ResourceWithdrawn.$Properties instead.
             */
            interface IResourceWithdrawn extends causeway.events.v1.ResourceWithdrawn.$Properties {
            }

            /** Represents a ResourceWithdrawn. */
            class ResourceWithdrawn {

                /**
                 * Constructs a new ResourceWithdrawn.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ResourceWithdrawn.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ResourceWithdrawn workspaceId. */
                workspaceId: string;

                /** ResourceWithdrawn groupId. */
                groupId: string;

                /** ResourceWithdrawn resourceId. */
                resourceId: string;

                /**
                 * Creates a new ResourceWithdrawn instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ResourceWithdrawn instance
                 */
                static create(properties: causeway.events.v1.ResourceWithdrawn.$Shape): causeway.events.v1.ResourceWithdrawn & causeway.events.v1.ResourceWithdrawn.$Shape;
                static create(properties?: causeway.events.v1.ResourceWithdrawn.$Properties): causeway.events.v1.ResourceWithdrawn;

                /**
                 * Encodes the specified ResourceWithdrawn message. Does not implicitly {@link causeway.events.v1.ResourceWithdrawn.verify|verify} messages.
                 * @param message ResourceWithdrawn message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ResourceWithdrawn.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ResourceWithdrawn message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ResourceWithdrawn & causeway.events.v1.ResourceWithdrawn.$Shape} ResourceWithdrawn
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ResourceWithdrawn & causeway.events.v1.ResourceWithdrawn.$Shape;
            }

            namespace ResourceWithdrawn {

                /** Properties of a ResourceWithdrawn. */
                interface $Properties {

                    /** ResourceWithdrawn workspaceId */
                    workspaceId?: (string|null);

                    /** ResourceWithdrawn groupId */
                    groupId?: (string|null);

                    /** ResourceWithdrawn resourceId */
                    resourceId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ResourceWithdrawn. */
                type $Shape = causeway.events.v1.ResourceWithdrawn.$Properties;
            }

            /**
             * Properties of an AccessGranted.
             * @deprecated Use causeway.events.v1.AccessGranted.$Properties instead.
             */
            interface IAccessGranted extends causeway.events.v1.AccessGranted.$Properties {
            }

            /** Represents an AccessGranted. */
            class AccessGranted {

                /**
                 * Constructs a new AccessGranted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.AccessGranted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AccessGranted workspaceId. */
                workspaceId: string;

                /** AccessGranted groupId. */
                groupId: string;

                /** AccessGranted principal. */
                principal: string;

                /**
                 * Creates a new AccessGranted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AccessGranted instance
                 */
                static create(properties: causeway.events.v1.AccessGranted.$Shape): causeway.events.v1.AccessGranted & causeway.events.v1.AccessGranted.$Shape;
                static create(properties?: causeway.events.v1.AccessGranted.$Properties): causeway.events.v1.AccessGranted;

                /**
                 * Encodes the specified AccessGranted message. Does not implicitly {@link causeway.events.v1.AccessGranted.verify|verify} messages.
                 * @param message AccessGranted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.AccessGranted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AccessGranted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.AccessGranted & causeway.events.v1.AccessGranted.$Shape} AccessGranted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.AccessGranted & causeway.events.v1.AccessGranted.$Shape;
            }

            namespace AccessGranted {

                /** Properties of an AccessGranted. */
                interface $Properties {

                    /** AccessGranted workspaceId */
                    workspaceId?: (string|null);

                    /** AccessGranted groupId */
                    groupId?: (string|null);

                    /** AccessGranted principal */
                    principal?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AccessGranted. */
                type $Shape = causeway.events.v1.AccessGranted.$Properties;
            }

            /**
             * Properties of an AccessRevoked.
             * @deprecated Use causeway.events.v1.AccessRevoked.$Properties instead.
             */
            interface IAccessRevoked extends causeway.events.v1.AccessRevoked.$Properties {
            }

            /** Represents an AccessRevoked. */
            class AccessRevoked {

                /**
                 * Constructs a new AccessRevoked.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.AccessRevoked.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AccessRevoked workspaceId. */
                workspaceId: string;

                /** AccessRevoked groupId. */
                groupId: string;

                /** AccessRevoked principal. */
                principal: string;

                /**
                 * Creates a new AccessRevoked instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AccessRevoked instance
                 */
                static create(properties: causeway.events.v1.AccessRevoked.$Shape): causeway.events.v1.AccessRevoked & causeway.events.v1.AccessRevoked.$Shape;
                static create(properties?: causeway.events.v1.AccessRevoked.$Properties): causeway.events.v1.AccessRevoked;

                /**
                 * Encodes the specified AccessRevoked message. Does not implicitly {@link causeway.events.v1.AccessRevoked.verify|verify} messages.
                 * @param message AccessRevoked message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.AccessRevoked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AccessRevoked message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.AccessRevoked & causeway.events.v1.AccessRevoked.$Shape} AccessRevoked
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.AccessRevoked & causeway.events.v1.AccessRevoked.$Shape;
            }

            namespace AccessRevoked {

                /** Properties of an AccessRevoked. */
                interface $Properties {

                    /** AccessRevoked workspaceId */
                    workspaceId?: (string|null);

                    /** AccessRevoked groupId */
                    groupId?: (string|null);

                    /** AccessRevoked principal */
                    principal?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AccessRevoked. */
                type $Shape = causeway.events.v1.AccessRevoked.$Properties;
            }

            /**
             * Properties of a PoolCreated.
             * @deprecated Use causeway.events.v1.PoolCreated.$Properties instead.
             */
            interface IPoolCreated extends causeway.events.v1.PoolCreated.$Properties {
            }

            /** Represents a PoolCreated. */
            class PoolCreated {

                /**
                 * Constructs a new PoolCreated.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.PoolCreated.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PoolCreated poolId. */
                poolId: string;

                /** PoolCreated name. */
                name: string;

                /** PoolCreated placement. */
                placement: string;

                /** PoolCreated sessionLimit. */
                sessionLimit: number;

                /** PoolCreated disconnectedLimitMs. */
                disconnectedLimitMs: number;

                /** PoolCreated homeRegion. */
                homeRegion: string;

                /**
                 * Creates a new PoolCreated instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PoolCreated instance
                 */
                static create(properties: causeway.events.v1.PoolCreated.$Shape): causeway.events.v1.PoolCreated & causeway.events.v1.PoolCreated.$Shape;
                static create(properties?: causeway.events.v1.PoolCreated.$Properties): causeway.events.v1.PoolCreated;

                /**
                 * Encodes the specified PoolCreated message. Does not implicitly {@link causeway.events.v1.PoolCreated.verify|verify} messages.
                 * @param message PoolCreated message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.PoolCreated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PoolCreated message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.PoolCreated & causeway.events.v1.PoolCreated.$Shape} PoolCreated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.PoolCreated & causeway.events.v1.PoolCreated.$Shape;
            }

            namespace PoolCreated {

                /** Properties of a PoolCreated. */
                interface $Properties {

                    /** PoolCreated poolId */
                    poolId?: (string|null);

                    /** PoolCreated name */
                    name?: (string|null);

                    /** PoolCreated placement */
                    placement?: (string|null);

                    /** PoolCreated sessionLimit */
                    sessionLimit?: (number|null);

                    /** PoolCreated disconnectedLimitMs */
                    disconnectedLimitMs?: (number|null);

                    /** PoolCreated homeRegion */
                    homeRegion?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PoolCreated. */
                type $Shape = causeway.events.v1.PoolCreated.$Properties;
            }

            /**
             * Properties of a PoolChanged.
             * @deprecated Use causeway.events.v1.PoolChanged.$Properties instead.
             */
            interface IPoolChanged extends causeway.events.v1.PoolChanged.$Properties {
            }

            /** Represents a PoolChanged. */
            class PoolChanged {

                /**
                 * Constructs a new PoolChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.PoolChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PoolChanged poolId. */
                poolId: string;

                /** PoolChanged placement. */
                placement: string;

                /** PoolChanged sessionLimit. */
                sessionLimit: number;

                /** PoolChanged disconnectedLimitMs. */
                disconnectedLimitMs: number;

                /** PoolChanged homeRegion. */
                homeRegion: string;

                /**
                 * Creates a new PoolChanged instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PoolChanged instance
                 */
                static create(properties: causeway.events.v1.PoolChanged.$Shape): causeway.events.v1.PoolChanged & causeway.events.v1.PoolChanged.$Shape;
                static create(properties?: causeway.events.v1.PoolChanged.$Properties): causeway.events.v1.PoolChanged;

                /**
                 * Encodes the specified PoolChanged message. Does not implicitly {@link causeway.events.v1.PoolChanged.verify|verify} messages.
                 * @param message PoolChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.PoolChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PoolChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.PoolChanged & causeway.events.v1.PoolChanged.$Shape} PoolChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.PoolChanged & causeway.events.v1.PoolChanged.$Shape;
            }

            namespace PoolChanged {

                /** Properties of a PoolChanged. */
                interface $Properties {

                    /** PoolChanged poolId */
                    poolId?: (string|null);

                    /** PoolChanged placement */
                    placement?: (string|null);

                    /** PoolChanged sessionLimit */
                    sessionLimit?: (number|null);

                    /** PoolChanged disconnectedLimitMs */
                    disconnectedLimitMs?: (number|null);

                    /** PoolChanged homeRegion */
                    homeRegion?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PoolChanged. */
                type $Shape = causeway.events.v1.PoolChanged.$Properties;
            }

            /**
             * Properties of a PoolRemoved.
             * @deprecated Use causeway.events.v1.PoolRemoved.$Properties instead.
             */
            interface IPoolRemoved extends causeway.events.v1.PoolRemoved.$Properties {
            }

            /** Represents a PoolRemoved. */
            class PoolRemoved {

                /**
                 * Constructs a new PoolRemoved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.PoolRemoved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PoolRemoved poolId. */
                poolId: string;

                /**
                 * Creates a new PoolRemoved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PoolRemoved instance
                 */
                static create(properties: causeway.events.v1.PoolRemoved.$Shape): causeway.events.v1.PoolRemoved & causeway.events.v1.PoolRemoved.$Shape;
                static create(properties?: causeway.events.v1.PoolRemoved.$Properties): causeway.events.v1.PoolRemoved;

                /**
                 * Encodes the specified PoolRemoved message. Does not implicitly {@link causeway.events.v1.PoolRemoved.verify|verify} messages.
                 * @param message PoolRemoved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.PoolRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PoolRemoved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.PoolRemoved & causeway.events.v1.PoolRemoved.$Shape} PoolRemoved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.PoolRemoved & causeway.events.v1.PoolRemoved.$Shape;
            }

            namespace PoolRemoved {

                /** Properties of a PoolRemoved. */
                interface $Properties {

                    /** PoolRemoved poolId */
                    poolId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PoolRemoved. */
                type $Shape = causeway.events.v1.PoolRemoved.$Properties;
            }

            /**
             * Properties of a RegistrationTokenIssued.
             * @deprecated Use causeway.events.v1.RegistrationTokenIssued.$Properties instead.
             */
            interface IRegistrationTokenIssued extends causeway.events.v1.RegistrationTokenIssued.$Properties {
            }

            /** Represents a RegistrationTokenIssued. */
            class RegistrationTokenIssued {

                /**
                 * Constructs a new RegistrationTokenIssued.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RegistrationTokenIssued.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RegistrationTokenIssued poolId. */
                poolId: string;

                /** RegistrationTokenIssued tokenId. */
                tokenId: string;

                /** RegistrationTokenIssued secretHash. */
                secretHash: Uint8Array;

                /** RegistrationTokenIssued expiresAt. */
                expiresAt: number;

                /** RegistrationTokenIssued usesMax. */
                usesMax: number;

                /** RegistrationTokenIssued namePattern. */
                namePattern: string;

                /** RegistrationTokenIssued addressRanges. */
                addressRanges: string[];

                /**
                 * Creates a new RegistrationTokenIssued instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RegistrationTokenIssued instance
                 */
                static create(properties: causeway.events.v1.RegistrationTokenIssued.$Shape): causeway.events.v1.RegistrationTokenIssued & causeway.events.v1.RegistrationTokenIssued.$Shape;
                static create(properties?: causeway.events.v1.RegistrationTokenIssued.$Properties): causeway.events.v1.RegistrationTokenIssued;

                /**
                 * Encodes the specified RegistrationTokenIssued message. Does not implicitly {@link causeway.events.v1.RegistrationTokenIssued.verify|verify} messages.
                 * @param message RegistrationTokenIssued message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RegistrationTokenIssued.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RegistrationTokenIssued message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RegistrationTokenIssued & causeway.events.v1.RegistrationTokenIssued.$Shape} RegistrationTokenIssued
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RegistrationTokenIssued & causeway.events.v1.RegistrationTokenIssued.$Shape;
            }

            namespace RegistrationTokenIssued {

                /** Properties of a RegistrationTokenIssued. */
                interface $Properties {

                    /** RegistrationTokenIssued poolId */
                    poolId?: (string|null);

                    /** RegistrationTokenIssued tokenId */
                    tokenId?: (string|null);

                    /** RegistrationTokenIssued secretHash */
                    secretHash?: (Uint8Array|null);

                    /** RegistrationTokenIssued expiresAt */
                    expiresAt?: (number|null);

                    /** RegistrationTokenIssued usesMax */
                    usesMax?: (number|null);

                    /** RegistrationTokenIssued namePattern */
                    namePattern?: (string|null);

                    /** RegistrationTokenIssued addressRanges */
                    addressRanges?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RegistrationTokenIssued. */
                type $Shape = causeway.events.v1.RegistrationTokenIssued.$Properties;
            }

            /**
             * Properties of a RegistrationTokenRedeemed.
             * @deprecated Use causeway.events.v1.RegistrationTokenRedeemed.$Properties instead.
             */
            interface IRegistrationTokenRedeemed extends causeway.events.v1.RegistrationTokenRedeemed.$Properties {
            }

            /** Represents a RegistrationTokenRedeemed. */
            class RegistrationTokenRedeemed {

                /**
                 * Constructs a new RegistrationTokenRedeemed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RegistrationTokenRedeemed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RegistrationTokenRedeemed poolId. */
                poolId: string;

                /** RegistrationTokenRedeemed tokenId. */
                tokenId: string;

                /** RegistrationTokenRedeemed hostId. */
                hostId: string;

                /**
                 * Creates a new RegistrationTokenRedeemed instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RegistrationTokenRedeemed instance
                 */
                static create(properties: causeway.events.v1.RegistrationTokenRedeemed.$Shape): causeway.events.v1.RegistrationTokenRedeemed & causeway.events.v1.RegistrationTokenRedeemed.$Shape;
                static create(properties?: causeway.events.v1.RegistrationTokenRedeemed.$Properties): causeway.events.v1.RegistrationTokenRedeemed;

                /**
                 * Encodes the specified RegistrationTokenRedeemed message. Does not implicitly {@link causeway.events.v1.RegistrationTokenRedeemed.verify|verify} messages.
                 * @param message RegistrationTokenRedeemed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RegistrationTokenRedeemed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RegistrationTokenRedeemed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RegistrationTokenRedeemed & causeway.events.v1.RegistrationTokenRedeemed.$Shape} RegistrationTokenRedeemed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RegistrationTokenRedeemed & causeway.events.v1.RegistrationTokenRedeemed.$Shape;
            }

            namespace RegistrationTokenRedeemed {

                /** Properties of a RegistrationTokenRedeemed. */
                interface $Properties {

                    /** RegistrationTokenRedeemed poolId */
                    poolId?: (string|null);

                    /** RegistrationTokenRedeemed tokenId */
                    tokenId?: (string|null);

                    /** RegistrationTokenRedeemed hostId */
                    hostId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RegistrationTokenRedeemed. */
                type $Shape = causeway.events.v1.RegistrationTokenRedeemed.$Properties;
            }

            /**
             * Properties of a RegistrationTokenRevoked.
             * @deprecated Use causeway.events.v1.RegistrationTokenRevoked.$Properties instead.
             */
            interface IRegistrationTokenRevoked extends causeway.events.v1.RegistrationTokenRevoked.$Properties {
            }

            /** Represents a RegistrationTokenRevoked. */
            class RegistrationTokenRevoked {

                /**
                 * Constructs a new RegistrationTokenRevoked.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RegistrationTokenRevoked.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RegistrationTokenRevoked poolId. */
                poolId: string;

                /** RegistrationTokenRevoked tokenId. */
                tokenId: string;

                /**
                 * Creates a new RegistrationTokenRevoked instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RegistrationTokenRevoked instance
                 */
                static create(properties: causeway.events.v1.RegistrationTokenRevoked.$Shape): causeway.events.v1.RegistrationTokenRevoked & causeway.events.v1.RegistrationTokenRevoked.$Shape;
                static create(properties?: causeway.events.v1.RegistrationTokenRevoked.$Properties): causeway.events.v1.RegistrationTokenRevoked;

                /**
                 * Encodes the specified RegistrationTokenRevoked message. Does not implicitly {@link causeway.events.v1.RegistrationTokenRevoked.verify|verify} messages.
                 * @param message RegistrationTokenRevoked message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RegistrationTokenRevoked.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RegistrationTokenRevoked message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RegistrationTokenRevoked & causeway.events.v1.RegistrationTokenRevoked.$Shape} RegistrationTokenRevoked
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RegistrationTokenRevoked & causeway.events.v1.RegistrationTokenRevoked.$Shape;
            }

            namespace RegistrationTokenRevoked {

                /** Properties of a RegistrationTokenRevoked. */
                interface $Properties {

                    /** RegistrationTokenRevoked poolId */
                    poolId?: (string|null);

                    /** RegistrationTokenRevoked tokenId */
                    tokenId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RegistrationTokenRevoked. */
                type $Shape = causeway.events.v1.RegistrationTokenRevoked.$Properties;
            }

            /**
             * Properties of a HostRegistered.
             * @deprecated Use causeway.events.v1.HostRegistered.$Properties instead.
             */
            interface IHostRegistered extends causeway.events.v1.HostRegistered.$Properties {
            }

            /** Represents a HostRegistered. */
            class HostRegistered {

                /**
                 * Constructs a new HostRegistered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostRegistered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostRegistered hostId. */
                hostId: string;

                /** HostRegistered poolId. */
                poolId: string;

                /** HostRegistered name. */
                name: string;

                /** HostRegistered publicKey. */
                publicKey: Uint8Array;

                /** HostRegistered tokenId. */
                tokenId: string;

                /**
                 * Creates a new HostRegistered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostRegistered instance
                 */
                static create(properties: causeway.events.v1.HostRegistered.$Shape): causeway.events.v1.HostRegistered & causeway.events.v1.HostRegistered.$Shape;
                static create(properties?: causeway.events.v1.HostRegistered.$Properties): causeway.events.v1.HostRegistered;

                /**
                 * Encodes the specified HostRegistered message. Does not implicitly {@link causeway.events.v1.HostRegistered.verify|verify} messages.
                 * @param message HostRegistered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostRegistered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostRegistered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostRegistered & causeway.events.v1.HostRegistered.$Shape} HostRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostRegistered & causeway.events.v1.HostRegistered.$Shape;
            }

            namespace HostRegistered {

                /** Properties of a HostRegistered. */
                interface $Properties {

                    /** HostRegistered hostId */
                    hostId?: (string|null);

                    /** HostRegistered poolId */
                    poolId?: (string|null);

                    /** HostRegistered name */
                    name?: (string|null);

                    /** HostRegistered publicKey */
                    publicKey?: (Uint8Array|null);

                    /** HostRegistered tokenId */
                    tokenId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostRegistered. */
                type $Shape = causeway.events.v1.HostRegistered.$Properties;
            }

            /**
             * Properties of a HostRemoved.
             * @deprecated Use causeway.events.v1.HostRemoved.$Properties instead.
             */
            interface IHostRemoved extends causeway.events.v1.HostRemoved.$Properties {
            }

            /** Represents a HostRemoved. */
            class HostRemoved {

                /**
                 * Constructs a new HostRemoved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostRemoved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostRemoved hostId. */
                hostId: string;

                /**
                 * Creates a new HostRemoved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostRemoved instance
                 */
                static create(properties: causeway.events.v1.HostRemoved.$Shape): causeway.events.v1.HostRemoved & causeway.events.v1.HostRemoved.$Shape;
                static create(properties?: causeway.events.v1.HostRemoved.$Properties): causeway.events.v1.HostRemoved;

                /**
                 * Encodes the specified HostRemoved message. Does not implicitly {@link causeway.events.v1.HostRemoved.verify|verify} messages.
                 * @param message HostRemoved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostRemoved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostRemoved & causeway.events.v1.HostRemoved.$Shape} HostRemoved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostRemoved & causeway.events.v1.HostRemoved.$Shape;
            }

            namespace HostRemoved {

                /** Properties of a HostRemoved. */
                interface $Properties {

                    /** HostRemoved hostId */
                    hostId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostRemoved. */
                type $Shape = causeway.events.v1.HostRemoved.$Properties;
            }

            /**
             * Properties of an AgentConnected.
             * @deprecated Use causeway.events.v1.AgentConnected.$Properties instead.
             */
            interface IAgentConnected extends causeway.events.v1.AgentConnected.$Properties {
            }

            /** Represents an AgentConnected. */
            class AgentConnected {

                /**
                 * Constructs a new AgentConnected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.AgentConnected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AgentConnected hostId. */
                hostId: string;

                /** AgentConnected brokerId. */
                brokerId: string;

                /** AgentConnected incarnation. */
                incarnation: string;

                /** AgentConnected agentVersion. */
                agentVersion: string;

                /**
                 * Creates a new AgentConnected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AgentConnected instance
                 */
                static create(properties: causeway.events.v1.AgentConnected.$Shape): causeway.events.v1.AgentConnected & causeway.events.v1.AgentConnected.$Shape;
                static create(properties?: causeway.events.v1.AgentConnected.$Properties): causeway.events.v1.AgentConnected;

                /**
                 * Encodes the specified AgentConnected message. Does not implicitly {@link causeway.events.v1.AgentConnected.verify|verify} messages.
                 * @param message AgentConnected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.AgentConnected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AgentConnected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.AgentConnected & causeway.events.v1.AgentConnected.$Shape} AgentConnected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.AgentConnected & causeway.events.v1.AgentConnected.$Shape;
            }

            namespace AgentConnected {

                /** Properties of an AgentConnected. */
                interface $Properties {

                    /** AgentConnected hostId */
                    hostId?: (string|null);

                    /** AgentConnected brokerId */
                    brokerId?: (string|null);

                    /** AgentConnected incarnation */
                    incarnation?: (string|null);

                    /** AgentConnected agentVersion */
                    agentVersion?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AgentConnected. */
                type $Shape = causeway.events.v1.AgentConnected.$Properties;
            }

            /**
             * Properties of an AgentDisconnected.
             * @deprecated Use causeway.events.v1.AgentDisconnected.$Properties instead.
             */
            interface IAgentDisconnected extends causeway.events.v1.AgentDisconnected.$Properties {
            }

            /** Represents an AgentDisconnected. */
            class AgentDisconnected {

                /**
                 * Constructs a new AgentDisconnected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.AgentDisconnected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** AgentDisconnected hostId. */
                hostId: string;

                /** AgentDisconnected brokerId. */
                brokerId: string;

                /** AgentDisconnected incarnation. */
                incarnation: string;

                /** AgentDisconnected reason. */
                reason: string;

                /**
                 * Creates a new AgentDisconnected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns AgentDisconnected instance
                 */
                static create(properties: causeway.events.v1.AgentDisconnected.$Shape): causeway.events.v1.AgentDisconnected & causeway.events.v1.AgentDisconnected.$Shape;
                static create(properties?: causeway.events.v1.AgentDisconnected.$Properties): causeway.events.v1.AgentDisconnected;

                /**
                 * Encodes the specified AgentDisconnected message. Does not implicitly {@link causeway.events.v1.AgentDisconnected.verify|verify} messages.
                 * @param message AgentDisconnected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.AgentDisconnected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an AgentDisconnected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.AgentDisconnected & causeway.events.v1.AgentDisconnected.$Shape} AgentDisconnected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.AgentDisconnected & causeway.events.v1.AgentDisconnected.$Shape;
            }

            namespace AgentDisconnected {

                /** Properties of an AgentDisconnected. */
                interface $Properties {

                    /** AgentDisconnected hostId */
                    hostId?: (string|null);

                    /** AgentDisconnected brokerId */
                    brokerId?: (string|null);

                    /** AgentDisconnected incarnation */
                    incarnation?: (string|null);

                    /** AgentDisconnected reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an AgentDisconnected. */
                type $Shape = causeway.events.v1.AgentDisconnected.$Properties;
            }

            /**
             * Properties of a HostBecameAvailable.
             * @deprecated Use causeway.events.v1.HostBecameAvailable.$Properties instead.
             */
            interface IHostBecameAvailable extends causeway.events.v1.HostBecameAvailable.$Properties {
            }

            /** Represents a HostBecameAvailable. */
            class HostBecameAvailable {

                /**
                 * Constructs a new HostBecameAvailable.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostBecameAvailable.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostBecameAvailable hostId. */
                hostId: string;

                /** HostBecameAvailable beatAt. */
                beatAt: number;

                /**
                 * Creates a new HostBecameAvailable instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostBecameAvailable instance
                 */
                static create(properties: causeway.events.v1.HostBecameAvailable.$Shape): causeway.events.v1.HostBecameAvailable & causeway.events.v1.HostBecameAvailable.$Shape;
                static create(properties?: causeway.events.v1.HostBecameAvailable.$Properties): causeway.events.v1.HostBecameAvailable;

                /**
                 * Encodes the specified HostBecameAvailable message. Does not implicitly {@link causeway.events.v1.HostBecameAvailable.verify|verify} messages.
                 * @param message HostBecameAvailable message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostBecameAvailable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostBecameAvailable message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostBecameAvailable & causeway.events.v1.HostBecameAvailable.$Shape} HostBecameAvailable
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostBecameAvailable & causeway.events.v1.HostBecameAvailable.$Shape;
            }

            namespace HostBecameAvailable {

                /** Properties of a HostBecameAvailable. */
                interface $Properties {

                    /** HostBecameAvailable hostId */
                    hostId?: (string|null);

                    /** HostBecameAvailable beatAt */
                    beatAt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostBecameAvailable. */
                type $Shape = causeway.events.v1.HostBecameAvailable.$Properties;
            }

            /**
             * Properties of a HostBecameUnavailable.
             * @deprecated Use causeway.events.v1.HostBecameUnavailable.$Properties instead.
             */
            interface IHostBecameUnavailable extends causeway.events.v1.HostBecameUnavailable.$Properties {
            }

            /** Represents a HostBecameUnavailable. */
            class HostBecameUnavailable {

                /**
                 * Constructs a new HostBecameUnavailable.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostBecameUnavailable.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostBecameUnavailable hostId. */
                hostId: string;

                /** HostBecameUnavailable lastBeatAt. */
                lastBeatAt: number;

                /**
                 * Creates a new HostBecameUnavailable instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostBecameUnavailable instance
                 */
                static create(properties: causeway.events.v1.HostBecameUnavailable.$Shape): causeway.events.v1.HostBecameUnavailable & causeway.events.v1.HostBecameUnavailable.$Shape;
                static create(properties?: causeway.events.v1.HostBecameUnavailable.$Properties): causeway.events.v1.HostBecameUnavailable;

                /**
                 * Encodes the specified HostBecameUnavailable message. Does not implicitly {@link causeway.events.v1.HostBecameUnavailable.verify|verify} messages.
                 * @param message HostBecameUnavailable message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostBecameUnavailable.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostBecameUnavailable message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostBecameUnavailable & causeway.events.v1.HostBecameUnavailable.$Shape} HostBecameUnavailable
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostBecameUnavailable & causeway.events.v1.HostBecameUnavailable.$Shape;
            }

            namespace HostBecameUnavailable {

                /** Properties of a HostBecameUnavailable. */
                interface $Properties {

                    /** HostBecameUnavailable hostId */
                    hostId?: (string|null);

                    /** HostBecameUnavailable lastBeatAt */
                    lastBeatAt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostBecameUnavailable. */
                type $Shape = causeway.events.v1.HostBecameUnavailable.$Properties;
            }

            /**
             * Properties of a HostHealthChanged.
             * @deprecated Use causeway.events.v1.HostHealthChanged.$Properties instead.
             */
            interface IHostHealthChanged extends causeway.events.v1.HostHealthChanged.$Properties {
            }

            /** Represents a HostHealthChanged. */
            class HostHealthChanged {

                /**
                 * Constructs a new HostHealthChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostHealthChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostHealthChanged hostId. */
                hostId: string;

                /** HostHealthChanged status. */
                status: string;

                /** HostHealthChanged failedChecks. */
                failedChecks: string[];

                /**
                 * Creates a new HostHealthChanged instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostHealthChanged instance
                 */
                static create(properties: causeway.events.v1.HostHealthChanged.$Shape): causeway.events.v1.HostHealthChanged & causeway.events.v1.HostHealthChanged.$Shape;
                static create(properties?: causeway.events.v1.HostHealthChanged.$Properties): causeway.events.v1.HostHealthChanged;

                /**
                 * Encodes the specified HostHealthChanged message. Does not implicitly {@link causeway.events.v1.HostHealthChanged.verify|verify} messages.
                 * @param message HostHealthChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostHealthChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostHealthChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostHealthChanged & causeway.events.v1.HostHealthChanged.$Shape} HostHealthChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostHealthChanged & causeway.events.v1.HostHealthChanged.$Shape;
            }

            namespace HostHealthChanged {

                /** Properties of a HostHealthChanged. */
                interface $Properties {

                    /** HostHealthChanged hostId */
                    hostId?: (string|null);

                    /** HostHealthChanged status */
                    status?: (string|null);

                    /** HostHealthChanged failedChecks */
                    failedChecks?: (string[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostHealthChanged. */
                type $Shape = causeway.events.v1.HostHealthChanged.$Properties;
            }

            /**
             * Properties of a HostCertificateChanged.
             * @deprecated Use causeway.events.v1.HostCertificateChanged.$Properties instead.
             */
            interface IHostCertificateChanged extends causeway.events.v1.HostCertificateChanged.$Properties {
            }

            /** Represents a HostCertificateChanged. */
            class HostCertificateChanged {

                /**
                 * Constructs a new HostCertificateChanged.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostCertificateChanged.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostCertificateChanged hostId. */
                hostId: string;

                /** HostCertificateChanged resourceId. */
                resourceId: string;

                /** HostCertificateChanged fingerprint. */
                fingerprint: Uint8Array;

                /** HostCertificateChanged previous. */
                previous: Uint8Array;

                /**
                 * Creates a new HostCertificateChanged instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostCertificateChanged instance
                 */
                static create(properties: causeway.events.v1.HostCertificateChanged.$Shape): causeway.events.v1.HostCertificateChanged & causeway.events.v1.HostCertificateChanged.$Shape;
                static create(properties?: causeway.events.v1.HostCertificateChanged.$Properties): causeway.events.v1.HostCertificateChanged;

                /**
                 * Encodes the specified HostCertificateChanged message. Does not implicitly {@link causeway.events.v1.HostCertificateChanged.verify|verify} messages.
                 * @param message HostCertificateChanged message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostCertificateChanged.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostCertificateChanged message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostCertificateChanged & causeway.events.v1.HostCertificateChanged.$Shape} HostCertificateChanged
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostCertificateChanged & causeway.events.v1.HostCertificateChanged.$Shape;
            }

            namespace HostCertificateChanged {

                /** Properties of a HostCertificateChanged. */
                interface $Properties {

                    /** HostCertificateChanged hostId */
                    hostId?: (string|null);

                    /** HostCertificateChanged resourceId */
                    resourceId?: (string|null);

                    /** HostCertificateChanged fingerprint */
                    fingerprint?: (Uint8Array|null);

                    /** HostCertificateChanged previous */
                    previous?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostCertificateChanged. */
                type $Shape = causeway.events.v1.HostCertificateChanged.$Properties;
            }

            /**
             * Properties of a DrainStarted.
             * @deprecated Use causeway.events.v1.DrainStarted.$Properties instead.
             */
            interface IDrainStarted extends causeway.events.v1.DrainStarted.$Properties {
            }

            /** Represents a DrainStarted. */
            class DrainStarted {

                /**
                 * Constructs a new DrainStarted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.DrainStarted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DrainStarted hostId. */
                hostId: string;

                /**
                 * Creates a new DrainStarted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DrainStarted instance
                 */
                static create(properties: causeway.events.v1.DrainStarted.$Shape): causeway.events.v1.DrainStarted & causeway.events.v1.DrainStarted.$Shape;
                static create(properties?: causeway.events.v1.DrainStarted.$Properties): causeway.events.v1.DrainStarted;

                /**
                 * Encodes the specified DrainStarted message. Does not implicitly {@link causeway.events.v1.DrainStarted.verify|verify} messages.
                 * @param message DrainStarted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.DrainStarted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DrainStarted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.DrainStarted & causeway.events.v1.DrainStarted.$Shape} DrainStarted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.DrainStarted & causeway.events.v1.DrainStarted.$Shape;
            }

            namespace DrainStarted {

                /** Properties of a DrainStarted. */
                interface $Properties {

                    /** DrainStarted hostId */
                    hostId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DrainStarted. */
                type $Shape = causeway.events.v1.DrainStarted.$Properties;
            }

            /**
             * Properties of a DrainStopped.
             * @deprecated Use causeway.events.v1.DrainStopped.$Properties instead.
             */
            interface IDrainStopped extends causeway.events.v1.DrainStopped.$Properties {
            }

            /** Represents a DrainStopped. */
            class DrainStopped {

                /**
                 * Constructs a new DrainStopped.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.DrainStopped.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** DrainStopped hostId. */
                hostId: string;

                /**
                 * Creates a new DrainStopped instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns DrainStopped instance
                 */
                static create(properties: causeway.events.v1.DrainStopped.$Shape): causeway.events.v1.DrainStopped & causeway.events.v1.DrainStopped.$Shape;
                static create(properties?: causeway.events.v1.DrainStopped.$Properties): causeway.events.v1.DrainStopped;

                /**
                 * Encodes the specified DrainStopped message. Does not implicitly {@link causeway.events.v1.DrainStopped.verify|verify} messages.
                 * @param message DrainStopped message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.DrainStopped.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a DrainStopped message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.DrainStopped & causeway.events.v1.DrainStopped.$Shape} DrainStopped
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.DrainStopped & causeway.events.v1.DrainStopped.$Shape;
            }

            namespace DrainStopped {

                /** Properties of a DrainStopped. */
                interface $Properties {

                    /** DrainStopped hostId */
                    hostId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a DrainStopped. */
                type $Shape = causeway.events.v1.DrainStopped.$Properties;
            }

            /**
             * Properties of a SeatReserved.
             * @deprecated Use causeway.events.v1.SeatReserved.$Properties instead.
             */
            interface ISeatReserved extends causeway.events.v1.SeatReserved.$Properties {
            }

            /** Represents a SeatReserved. */
            class SeatReserved {

                /**
                 * Constructs a new SeatReserved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.SeatReserved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SeatReserved hostId. */
                hostId: string;

                /** SeatReserved userSessionId. */
                userSessionId: string;

                /** SeatReserved connectionId. */
                connectionId: string;

                /** SeatReserved sessionLimit. */
                sessionLimit: number;

                /** SeatReserved userSessionStream. */
                userSessionStream: string;

                /**
                 * Creates a new SeatReserved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SeatReserved instance
                 */
                static create(properties: causeway.events.v1.SeatReserved.$Shape): causeway.events.v1.SeatReserved & causeway.events.v1.SeatReserved.$Shape;
                static create(properties?: causeway.events.v1.SeatReserved.$Properties): causeway.events.v1.SeatReserved;

                /**
                 * Encodes the specified SeatReserved message. Does not implicitly {@link causeway.events.v1.SeatReserved.verify|verify} messages.
                 * @param message SeatReserved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.SeatReserved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SeatReserved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.SeatReserved & causeway.events.v1.SeatReserved.$Shape} SeatReserved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.SeatReserved & causeway.events.v1.SeatReserved.$Shape;
            }

            namespace SeatReserved {

                /** Properties of a SeatReserved. */
                interface $Properties {

                    /** SeatReserved hostId */
                    hostId?: (string|null);

                    /** SeatReserved userSessionId */
                    userSessionId?: (string|null);

                    /** SeatReserved connectionId */
                    connectionId?: (string|null);

                    /** SeatReserved sessionLimit */
                    sessionLimit?: (number|null);

                    /** SeatReserved userSessionStream */
                    userSessionStream?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SeatReserved. */
                type $Shape = causeway.events.v1.SeatReserved.$Properties;
            }

            /**
             * Properties of a SeatTaken.
             * @deprecated Use causeway.events.v1.SeatTaken.$Properties instead.
             */
            interface ISeatTaken extends causeway.events.v1.SeatTaken.$Properties {
            }

            /** Represents a SeatTaken. */
            class SeatTaken {

                /**
                 * Constructs a new SeatTaken.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.SeatTaken.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SeatTaken hostId. */
                hostId: string;

                /** SeatTaken userSessionId. */
                userSessionId: string;

                /** SeatTaken connectionId. */
                connectionId: string;

                /**
                 * Creates a new SeatTaken instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SeatTaken instance
                 */
                static create(properties: causeway.events.v1.SeatTaken.$Shape): causeway.events.v1.SeatTaken & causeway.events.v1.SeatTaken.$Shape;
                static create(properties?: causeway.events.v1.SeatTaken.$Properties): causeway.events.v1.SeatTaken;

                /**
                 * Encodes the specified SeatTaken message. Does not implicitly {@link causeway.events.v1.SeatTaken.verify|verify} messages.
                 * @param message SeatTaken message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.SeatTaken.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SeatTaken message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.SeatTaken & causeway.events.v1.SeatTaken.$Shape} SeatTaken
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.SeatTaken & causeway.events.v1.SeatTaken.$Shape;
            }

            namespace SeatTaken {

                /** Properties of a SeatTaken. */
                interface $Properties {

                    /** SeatTaken hostId */
                    hostId?: (string|null);

                    /** SeatTaken userSessionId */
                    userSessionId?: (string|null);

                    /** SeatTaken connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SeatTaken. */
                type $Shape = causeway.events.v1.SeatTaken.$Properties;
            }

            /**
             * Properties of a SeatReleased.
             * @deprecated Use causeway.events.v1.SeatReleased.$Properties instead.
             */
            interface ISeatReleased extends causeway.events.v1.SeatReleased.$Properties {
            }

            /** Represents a SeatReleased. */
            class SeatReleased {

                /**
                 * Constructs a new SeatReleased.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.SeatReleased.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** SeatReleased hostId. */
                hostId: string;

                /** SeatReleased userSessionId. */
                userSessionId: string;

                /** SeatReleased reason. */
                reason: string;

                /**
                 * Creates a new SeatReleased instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns SeatReleased instance
                 */
                static create(properties: causeway.events.v1.SeatReleased.$Shape): causeway.events.v1.SeatReleased & causeway.events.v1.SeatReleased.$Shape;
                static create(properties?: causeway.events.v1.SeatReleased.$Properties): causeway.events.v1.SeatReleased;

                /**
                 * Encodes the specified SeatReleased message. Does not implicitly {@link causeway.events.v1.SeatReleased.verify|verify} messages.
                 * @param message SeatReleased message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.SeatReleased.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a SeatReleased message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.SeatReleased & causeway.events.v1.SeatReleased.$Shape} SeatReleased
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.SeatReleased & causeway.events.v1.SeatReleased.$Shape;
            }

            namespace SeatReleased {

                /** Properties of a SeatReleased. */
                interface $Properties {

                    /** SeatReleased hostId */
                    hostId?: (string|null);

                    /** SeatReleased userSessionId */
                    userSessionId?: (string|null);

                    /** SeatReleased reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a SeatReleased. */
                type $Shape = causeway.events.v1.SeatReleased.$Properties;
            }

            /**
             * Properties of an UnassignedSessionReported.
             * @deprecated Use causeway.events.v1.UnassignedSessionReported.$Properties instead.
             */
            interface IUnassignedSessionReported extends causeway.events.v1.UnassignedSessionReported.$Properties {
            }

            /** Represents an UnassignedSessionReported. */
            class UnassignedSessionReported {

                /**
                 * Constructs a new UnassignedSessionReported.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UnassignedSessionReported.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UnassignedSessionReported hostId. */
                hostId: string;

                /** UnassignedSessionReported hostSessionId. */
                hostSessionId: string;

                /** UnassignedSessionReported claimedUserSessionId. */
                claimedUserSessionId: string;

                /**
                 * Creates a new UnassignedSessionReported instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UnassignedSessionReported instance
                 */
                static create(properties: causeway.events.v1.UnassignedSessionReported.$Shape): causeway.events.v1.UnassignedSessionReported & causeway.events.v1.UnassignedSessionReported.$Shape;
                static create(properties?: causeway.events.v1.UnassignedSessionReported.$Properties): causeway.events.v1.UnassignedSessionReported;

                /**
                 * Encodes the specified UnassignedSessionReported message. Does not implicitly {@link causeway.events.v1.UnassignedSessionReported.verify|verify} messages.
                 * @param message UnassignedSessionReported message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UnassignedSessionReported.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UnassignedSessionReported message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UnassignedSessionReported & causeway.events.v1.UnassignedSessionReported.$Shape} UnassignedSessionReported
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UnassignedSessionReported & causeway.events.v1.UnassignedSessionReported.$Shape;
            }

            namespace UnassignedSessionReported {

                /** Properties of an UnassignedSessionReported. */
                interface $Properties {

                    /** UnassignedSessionReported hostId */
                    hostId?: (string|null);

                    /** UnassignedSessionReported hostSessionId */
                    hostSessionId?: (string|null);

                    /** UnassignedSessionReported claimedUserSessionId */
                    claimedUserSessionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UnassignedSessionReported. */
                type $Shape = causeway.events.v1.UnassignedSessionReported.$Properties;
            }

            /**
             * Properties of an UnassignedSessionEnded.
             * @deprecated Use causeway.events.v1.UnassignedSessionEnded.$Properties instead.
             */
            interface IUnassignedSessionEnded extends causeway.events.v1.UnassignedSessionEnded.$Properties {
            }

            /** Represents an UnassignedSessionEnded. */
            class UnassignedSessionEnded {

                /**
                 * Constructs a new UnassignedSessionEnded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UnassignedSessionEnded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UnassignedSessionEnded hostId. */
                hostId: string;

                /** UnassignedSessionEnded hostSessionId. */
                hostSessionId: string;

                /**
                 * Creates a new UnassignedSessionEnded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UnassignedSessionEnded instance
                 */
                static create(properties: causeway.events.v1.UnassignedSessionEnded.$Shape): causeway.events.v1.UnassignedSessionEnded & causeway.events.v1.UnassignedSessionEnded.$Shape;
                static create(properties?: causeway.events.v1.UnassignedSessionEnded.$Properties): causeway.events.v1.UnassignedSessionEnded;

                /**
                 * Encodes the specified UnassignedSessionEnded message. Does not implicitly {@link causeway.events.v1.UnassignedSessionEnded.verify|verify} messages.
                 * @param message UnassignedSessionEnded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UnassignedSessionEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes an UnassignedSessionEnded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UnassignedSessionEnded & causeway.events.v1.UnassignedSessionEnded.$Shape} UnassignedSessionEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UnassignedSessionEnded & causeway.events.v1.UnassignedSessionEnded.$Shape;
            }

            namespace UnassignedSessionEnded {

                /** Properties of an UnassignedSessionEnded. */
                interface $Properties {

                    /** UnassignedSessionEnded hostId */
                    hostId?: (string|null);

                    /** UnassignedSessionEnded hostSessionId */
                    hostSessionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of an UnassignedSessionEnded. */
                type $Shape = causeway.events.v1.UnassignedSessionEnded.$Properties;
            }

            /**
             * Properties of a UserSessionClaimed.
             * @deprecated Use causeway.events.v1.UserSessionClaimed.$Properties instead.
             */
            interface IUserSessionClaimed extends causeway.events.v1.UserSessionClaimed.$Properties {
            }

            /** Represents a UserSessionClaimed. */
            class UserSessionClaimed {

                /**
                 * Constructs a new UserSessionClaimed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionClaimed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionClaimed userSessionId. */
                userSessionId: string;

                /** UserSessionClaimed poolId. */
                poolId: string;

                /** UserSessionClaimed userId. */
                userId: string;

                /** UserSessionClaimed connectionId. */
                connectionId: string;

                /**
                 * Creates a new UserSessionClaimed instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionClaimed instance
                 */
                static create(properties: causeway.events.v1.UserSessionClaimed.$Shape): causeway.events.v1.UserSessionClaimed & causeway.events.v1.UserSessionClaimed.$Shape;
                static create(properties?: causeway.events.v1.UserSessionClaimed.$Properties): causeway.events.v1.UserSessionClaimed;

                /**
                 * Encodes the specified UserSessionClaimed message. Does not implicitly {@link causeway.events.v1.UserSessionClaimed.verify|verify} messages.
                 * @param message UserSessionClaimed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionClaimed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionClaimed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionClaimed & causeway.events.v1.UserSessionClaimed.$Shape} UserSessionClaimed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionClaimed & causeway.events.v1.UserSessionClaimed.$Shape;
            }

            namespace UserSessionClaimed {

                /** Properties of a UserSessionClaimed. */
                interface $Properties {

                    /** UserSessionClaimed userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionClaimed poolId */
                    poolId?: (string|null);

                    /** UserSessionClaimed userId */
                    userId?: (string|null);

                    /** UserSessionClaimed connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionClaimed. */
                type $Shape = causeway.events.v1.UserSessionClaimed.$Properties;
            }

            /**
             * Properties of a UserSessionJoined.
             * @deprecated Use causeway.events.v1.UserSessionJoined.$Properties instead.
             */
            interface IUserSessionJoined extends causeway.events.v1.UserSessionJoined.$Properties {
            }

            /** Represents a UserSessionJoined. */
            class UserSessionJoined {

                /**
                 * Constructs a new UserSessionJoined.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionJoined.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionJoined userSessionId. */
                userSessionId: string;

                /** UserSessionJoined connectionId. */
                connectionId: string;

                /**
                 * Creates a new UserSessionJoined instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionJoined instance
                 */
                static create(properties: causeway.events.v1.UserSessionJoined.$Shape): causeway.events.v1.UserSessionJoined & causeway.events.v1.UserSessionJoined.$Shape;
                static create(properties?: causeway.events.v1.UserSessionJoined.$Properties): causeway.events.v1.UserSessionJoined;

                /**
                 * Encodes the specified UserSessionJoined message. Does not implicitly {@link causeway.events.v1.UserSessionJoined.verify|verify} messages.
                 * @param message UserSessionJoined message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionJoined.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionJoined message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionJoined & causeway.events.v1.UserSessionJoined.$Shape} UserSessionJoined
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionJoined & causeway.events.v1.UserSessionJoined.$Shape;
            }

            namespace UserSessionJoined {

                /** Properties of a UserSessionJoined. */
                interface $Properties {

                    /** UserSessionJoined userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionJoined connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionJoined. */
                type $Shape = causeway.events.v1.UserSessionJoined.$Properties;
            }

            /**
             * Properties of a UserSessionPlaced.
             * @deprecated Use causeway.events.v1.UserSessionPlaced.$Properties instead.
             */
            interface IUserSessionPlaced extends causeway.events.v1.UserSessionPlaced.$Properties {
            }

            /** Represents a UserSessionPlaced. */
            class UserSessionPlaced {

                /**
                 * Constructs a new UserSessionPlaced.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionPlaced.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionPlaced userSessionId. */
                userSessionId: string;

                /** UserSessionPlaced hostId. */
                hostId: string;

                /** UserSessionPlaced connectionId. */
                connectionId: string;

                /**
                 * Creates a new UserSessionPlaced instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionPlaced instance
                 */
                static create(properties: causeway.events.v1.UserSessionPlaced.$Shape): causeway.events.v1.UserSessionPlaced & causeway.events.v1.UserSessionPlaced.$Shape;
                static create(properties?: causeway.events.v1.UserSessionPlaced.$Properties): causeway.events.v1.UserSessionPlaced;

                /**
                 * Encodes the specified UserSessionPlaced message. Does not implicitly {@link causeway.events.v1.UserSessionPlaced.verify|verify} messages.
                 * @param message UserSessionPlaced message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionPlaced.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionPlaced message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionPlaced & causeway.events.v1.UserSessionPlaced.$Shape} UserSessionPlaced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionPlaced & causeway.events.v1.UserSessionPlaced.$Shape;
            }

            namespace UserSessionPlaced {

                /** Properties of a UserSessionPlaced. */
                interface $Properties {

                    /** UserSessionPlaced userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionPlaced hostId */
                    hostId?: (string|null);

                    /** UserSessionPlaced connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionPlaced. */
                type $Shape = causeway.events.v1.UserSessionPlaced.$Properties;
            }

            /**
             * Properties of a UserSessionUnplaced.
             * @deprecated Use causeway.events.v1.UserSessionUnplaced.$Properties instead.
             */
            interface IUserSessionUnplaced extends causeway.events.v1.UserSessionUnplaced.$Properties {
            }

            /** Represents a UserSessionUnplaced. */
            class UserSessionUnplaced {

                /**
                 * Constructs a new UserSessionUnplaced.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionUnplaced.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionUnplaced userSessionId. */
                userSessionId: string;

                /** UserSessionUnplaced hostId. */
                hostId: string;

                /** UserSessionUnplaced connectionId. */
                connectionId: string;

                /** UserSessionUnplaced reason. */
                reason: string;

                /**
                 * Creates a new UserSessionUnplaced instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionUnplaced instance
                 */
                static create(properties: causeway.events.v1.UserSessionUnplaced.$Shape): causeway.events.v1.UserSessionUnplaced & causeway.events.v1.UserSessionUnplaced.$Shape;
                static create(properties?: causeway.events.v1.UserSessionUnplaced.$Properties): causeway.events.v1.UserSessionUnplaced;

                /**
                 * Encodes the specified UserSessionUnplaced message. Does not implicitly {@link causeway.events.v1.UserSessionUnplaced.verify|verify} messages.
                 * @param message UserSessionUnplaced message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionUnplaced.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionUnplaced message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionUnplaced & causeway.events.v1.UserSessionUnplaced.$Shape} UserSessionUnplaced
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionUnplaced & causeway.events.v1.UserSessionUnplaced.$Shape;
            }

            namespace UserSessionUnplaced {

                /** Properties of a UserSessionUnplaced. */
                interface $Properties {

                    /** UserSessionUnplaced userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionUnplaced hostId */
                    hostId?: (string|null);

                    /** UserSessionUnplaced connectionId */
                    connectionId?: (string|null);

                    /** UserSessionUnplaced reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionUnplaced. */
                type $Shape = causeway.events.v1.UserSessionUnplaced.$Properties;
            }

            /**
             * Properties of a UserSessionActivated.
             * @deprecated Use causeway.events.v1.UserSessionActivated.$Properties instead.
             */
            interface IUserSessionActivated extends causeway.events.v1.UserSessionActivated.$Properties {
            }

            /** Represents a UserSessionActivated. */
            class UserSessionActivated {

                /**
                 * Constructs a new UserSessionActivated.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionActivated.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionActivated userSessionId. */
                userSessionId: string;

                /** UserSessionActivated connectionId. */
                connectionId: string;

                /**
                 * Creates a new UserSessionActivated instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionActivated instance
                 */
                static create(properties: causeway.events.v1.UserSessionActivated.$Shape): causeway.events.v1.UserSessionActivated & causeway.events.v1.UserSessionActivated.$Shape;
                static create(properties?: causeway.events.v1.UserSessionActivated.$Properties): causeway.events.v1.UserSessionActivated;

                /**
                 * Encodes the specified UserSessionActivated message. Does not implicitly {@link causeway.events.v1.UserSessionActivated.verify|verify} messages.
                 * @param message UserSessionActivated message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionActivated.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionActivated message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionActivated & causeway.events.v1.UserSessionActivated.$Shape} UserSessionActivated
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionActivated & causeway.events.v1.UserSessionActivated.$Shape;
            }

            namespace UserSessionActivated {

                /** Properties of a UserSessionActivated. */
                interface $Properties {

                    /** UserSessionActivated userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionActivated connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionActivated. */
                type $Shape = causeway.events.v1.UserSessionActivated.$Properties;
            }

            /**
             * Properties of a UserSessionDisconnected.
             * @deprecated Use causeway.events.v1.UserSessionDisconnected.$Properties instead.
             */
            interface IUserSessionDisconnected extends causeway.events.v1.UserSessionDisconnected.$Properties {
            }

            /** Represents a UserSessionDisconnected. */
            class UserSessionDisconnected {

                /**
                 * Constructs a new UserSessionDisconnected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionDisconnected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionDisconnected userSessionId. */
                userSessionId: string;

                /** UserSessionDisconnected connectionId. */
                connectionId: string;

                /** UserSessionDisconnected at. */
                at: number;

                /**
                 * Creates a new UserSessionDisconnected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionDisconnected instance
                 */
                static create(properties: causeway.events.v1.UserSessionDisconnected.$Shape): causeway.events.v1.UserSessionDisconnected & causeway.events.v1.UserSessionDisconnected.$Shape;
                static create(properties?: causeway.events.v1.UserSessionDisconnected.$Properties): causeway.events.v1.UserSessionDisconnected;

                /**
                 * Encodes the specified UserSessionDisconnected message. Does not implicitly {@link causeway.events.v1.UserSessionDisconnected.verify|verify} messages.
                 * @param message UserSessionDisconnected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionDisconnected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionDisconnected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionDisconnected & causeway.events.v1.UserSessionDisconnected.$Shape} UserSessionDisconnected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionDisconnected & causeway.events.v1.UserSessionDisconnected.$Shape;
            }

            namespace UserSessionDisconnected {

                /** Properties of a UserSessionDisconnected. */
                interface $Properties {

                    /** UserSessionDisconnected userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionDisconnected connectionId */
                    connectionId?: (string|null);

                    /** UserSessionDisconnected at */
                    at?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionDisconnected. */
                type $Shape = causeway.events.v1.UserSessionDisconnected.$Properties;
            }

            /**
             * Properties of a UserSessionLeft.
             * @deprecated Use causeway.events.v1.UserSessionLeft.$Properties instead.
             */
            interface IUserSessionLeft extends causeway.events.v1.UserSessionLeft.$Properties {
            }

            /** Represents a UserSessionLeft. */
            class UserSessionLeft {

                /**
                 * Constructs a new UserSessionLeft.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionLeft.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionLeft userSessionId. */
                userSessionId: string;

                /** UserSessionLeft connectionId. */
                connectionId: string;

                /**
                 * Creates a new UserSessionLeft instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionLeft instance
                 */
                static create(properties: causeway.events.v1.UserSessionLeft.$Shape): causeway.events.v1.UserSessionLeft & causeway.events.v1.UserSessionLeft.$Shape;
                static create(properties?: causeway.events.v1.UserSessionLeft.$Properties): causeway.events.v1.UserSessionLeft;

                /**
                 * Encodes the specified UserSessionLeft message. Does not implicitly {@link causeway.events.v1.UserSessionLeft.verify|verify} messages.
                 * @param message UserSessionLeft message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionLeft.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionLeft message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionLeft & causeway.events.v1.UserSessionLeft.$Shape} UserSessionLeft
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionLeft & causeway.events.v1.UserSessionLeft.$Shape;
            }

            namespace UserSessionLeft {

                /** Properties of a UserSessionLeft. */
                interface $Properties {

                    /** UserSessionLeft userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionLeft connectionId */
                    connectionId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionLeft. */
                type $Shape = causeway.events.v1.UserSessionLeft.$Properties;
            }

            /**
             * Properties of a UserSessionEnded.
             * @deprecated Use causeway.events.v1.UserSessionEnded.$Properties instead.
             */
            interface IUserSessionEnded extends causeway.events.v1.UserSessionEnded.$Properties {
            }

            /** Represents a UserSessionEnded. */
            class UserSessionEnded {

                /**
                 * Constructs a new UserSessionEnded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.UserSessionEnded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** UserSessionEnded userSessionId. */
                userSessionId: string;

                /** UserSessionEnded hostId. */
                hostId: string;

                /** UserSessionEnded reason. */
                reason: string;

                /**
                 * Creates a new UserSessionEnded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns UserSessionEnded instance
                 */
                static create(properties: causeway.events.v1.UserSessionEnded.$Shape): causeway.events.v1.UserSessionEnded & causeway.events.v1.UserSessionEnded.$Shape;
                static create(properties?: causeway.events.v1.UserSessionEnded.$Properties): causeway.events.v1.UserSessionEnded;

                /**
                 * Encodes the specified UserSessionEnded message. Does not implicitly {@link causeway.events.v1.UserSessionEnded.verify|verify} messages.
                 * @param message UserSessionEnded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.UserSessionEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a UserSessionEnded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.UserSessionEnded & causeway.events.v1.UserSessionEnded.$Shape} UserSessionEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.UserSessionEnded & causeway.events.v1.UserSessionEnded.$Shape;
            }

            namespace UserSessionEnded {

                /** Properties of a UserSessionEnded. */
                interface $Properties {

                    /** UserSessionEnded userSessionId */
                    userSessionId?: (string|null);

                    /** UserSessionEnded hostId */
                    hostId?: (string|null);

                    /** UserSessionEnded reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a UserSessionEnded. */
                type $Shape = causeway.events.v1.UserSessionEnded.$Properties;
            }

            /**
             * Properties of a ConnectionRequested.
             * @deprecated Use causeway.events.v1.ConnectionRequested.$Properties instead.
             */
            interface IConnectionRequested extends causeway.events.v1.ConnectionRequested.$Properties {
            }

            /** Represents a ConnectionRequested. */
            class ConnectionRequested {

                /**
                 * Constructs a new ConnectionRequested.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ConnectionRequested.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConnectionRequested connectionId. */
                connectionId: string;

                /** ConnectionRequested userId. */
                userId: string;

                /** ConnectionRequested resourceId. */
                resourceId: string;

                /** ConnectionRequested transport. */
                transport: string;

                /** ConnectionRequested gatewayId. */
                gatewayId: string;

                /** ConnectionRequested predecessorId. */
                predecessorId: string;

                /** ConnectionRequested brokerId. */
                brokerId: string;

                /** ConnectionRequested sealed. */
                sealed: Uint8Array;

                /** ConnectionRequested ticketId. */
                ticketId: string;

                /**
                 * Creates a new ConnectionRequested instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConnectionRequested instance
                 */
                static create(properties: causeway.events.v1.ConnectionRequested.$Shape): causeway.events.v1.ConnectionRequested & causeway.events.v1.ConnectionRequested.$Shape;
                static create(properties?: causeway.events.v1.ConnectionRequested.$Properties): causeway.events.v1.ConnectionRequested;

                /**
                 * Encodes the specified ConnectionRequested message. Does not implicitly {@link causeway.events.v1.ConnectionRequested.verify|verify} messages.
                 * @param message ConnectionRequested message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ConnectionRequested.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConnectionRequested message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ConnectionRequested & causeway.events.v1.ConnectionRequested.$Shape} ConnectionRequested
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ConnectionRequested & causeway.events.v1.ConnectionRequested.$Shape;
            }

            namespace ConnectionRequested {

                /** Properties of a ConnectionRequested. */
                interface $Properties {

                    /** ConnectionRequested connectionId */
                    connectionId?: (string|null);

                    /** ConnectionRequested userId */
                    userId?: (string|null);

                    /** ConnectionRequested resourceId */
                    resourceId?: (string|null);

                    /** ConnectionRequested transport */
                    transport?: (string|null);

                    /** ConnectionRequested gatewayId */
                    gatewayId?: (string|null);

                    /** ConnectionRequested predecessorId */
                    predecessorId?: (string|null);

                    /** ConnectionRequested brokerId */
                    brokerId?: (string|null);

                    /** ConnectionRequested sealed */
                    sealed?: (Uint8Array|null);

                    /** ConnectionRequested ticketId */
                    ticketId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConnectionRequested. */
                type $Shape = causeway.events.v1.ConnectionRequested.$Properties;
            }

            /**
             * Properties of a ConnectionRefused.
             * @deprecated Use causeway.events.v1.ConnectionRefused.$Properties instead.
             */
            interface IConnectionRefused extends causeway.events.v1.ConnectionRefused.$Properties {
            }

            /** Represents a ConnectionRefused. */
            class ConnectionRefused {

                /**
                 * Constructs a new ConnectionRefused.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ConnectionRefused.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConnectionRefused connectionId. */
                connectionId: string;

                /** ConnectionRefused code. */
                code: string;

                /** ConnectionRefused detail. */
                detail: string;

                /**
                 * Creates a new ConnectionRefused instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConnectionRefused instance
                 */
                static create(properties: causeway.events.v1.ConnectionRefused.$Shape): causeway.events.v1.ConnectionRefused & causeway.events.v1.ConnectionRefused.$Shape;
                static create(properties?: causeway.events.v1.ConnectionRefused.$Properties): causeway.events.v1.ConnectionRefused;

                /**
                 * Encodes the specified ConnectionRefused message. Does not implicitly {@link causeway.events.v1.ConnectionRefused.verify|verify} messages.
                 * @param message ConnectionRefused message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ConnectionRefused.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConnectionRefused message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ConnectionRefused & causeway.events.v1.ConnectionRefused.$Shape} ConnectionRefused
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ConnectionRefused & causeway.events.v1.ConnectionRefused.$Shape;
            }

            namespace ConnectionRefused {

                /** Properties of a ConnectionRefused. */
                interface $Properties {

                    /** ConnectionRefused connectionId */
                    connectionId?: (string|null);

                    /** ConnectionRefused code */
                    code?: (string|null);

                    /** ConnectionRefused detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConnectionRefused. */
                type $Shape = causeway.events.v1.ConnectionRefused.$Properties;
            }

            /**
             * Properties of a ConnectionAuthorized.
             * @deprecated Use causeway.events.v1.ConnectionAuthorized.$Properties instead.
             */
            interface IConnectionAuthorized extends causeway.events.v1.ConnectionAuthorized.$Properties {
            }

            /** Represents a ConnectionAuthorized. */
            class ConnectionAuthorized {

                /**
                 * Constructs a new ConnectionAuthorized.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ConnectionAuthorized.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConnectionAuthorized connectionId. */
                connectionId: string;

                /** ConnectionAuthorized poolId. */
                poolId: string;

                /** ConnectionAuthorized userSessionStream. */
                userSessionStream: string;

                /** ConnectionAuthorized ticketExpiresAt. */
                ticketExpiresAt: number;

                /** ConnectionAuthorized workspaceId. */
                workspaceId: string;

                /** ConnectionAuthorized groupId. */
                groupId: string;

                /**
                 * Creates a new ConnectionAuthorized instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConnectionAuthorized instance
                 */
                static create(properties: causeway.events.v1.ConnectionAuthorized.$Shape): causeway.events.v1.ConnectionAuthorized & causeway.events.v1.ConnectionAuthorized.$Shape;
                static create(properties?: causeway.events.v1.ConnectionAuthorized.$Properties): causeway.events.v1.ConnectionAuthorized;

                /**
                 * Encodes the specified ConnectionAuthorized message. Does not implicitly {@link causeway.events.v1.ConnectionAuthorized.verify|verify} messages.
                 * @param message ConnectionAuthorized message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ConnectionAuthorized.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConnectionAuthorized message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ConnectionAuthorized & causeway.events.v1.ConnectionAuthorized.$Shape} ConnectionAuthorized
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ConnectionAuthorized & causeway.events.v1.ConnectionAuthorized.$Shape;
            }

            namespace ConnectionAuthorized {

                /** Properties of a ConnectionAuthorized. */
                interface $Properties {

                    /** ConnectionAuthorized connectionId */
                    connectionId?: (string|null);

                    /** ConnectionAuthorized poolId */
                    poolId?: (string|null);

                    /** ConnectionAuthorized userSessionStream */
                    userSessionStream?: (string|null);

                    /** ConnectionAuthorized ticketExpiresAt */
                    ticketExpiresAt?: (number|null);

                    /** ConnectionAuthorized workspaceId */
                    workspaceId?: (string|null);

                    /** ConnectionAuthorized groupId */
                    groupId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConnectionAuthorized. */
                type $Shape = causeway.events.v1.ConnectionAuthorized.$Properties;
            }

            /**
             * Properties of a TicketRedeemed.
             * @deprecated Use causeway.events.v1.TicketRedeemed.$Properties instead.
             */
            interface ITicketRedeemed extends causeway.events.v1.TicketRedeemed.$Properties {
            }

            /** Represents a TicketRedeemed. */
            class TicketRedeemed {

                /**
                 * Constructs a new TicketRedeemed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.TicketRedeemed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TicketRedeemed connectionId. */
                connectionId: string;

                /** TicketRedeemed gatewayId. */
                gatewayId: string;

                /** TicketRedeemed flow. */
                flow: string;

                /** TicketRedeemed sealed. */
                sealed: Uint8Array;

                /**
                 * Creates a new TicketRedeemed instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TicketRedeemed instance
                 */
                static create(properties: causeway.events.v1.TicketRedeemed.$Shape): causeway.events.v1.TicketRedeemed & causeway.events.v1.TicketRedeemed.$Shape;
                static create(properties?: causeway.events.v1.TicketRedeemed.$Properties): causeway.events.v1.TicketRedeemed;

                /**
                 * Encodes the specified TicketRedeemed message. Does not implicitly {@link causeway.events.v1.TicketRedeemed.verify|verify} messages.
                 * @param message TicketRedeemed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.TicketRedeemed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TicketRedeemed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.TicketRedeemed & causeway.events.v1.TicketRedeemed.$Shape} TicketRedeemed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.TicketRedeemed & causeway.events.v1.TicketRedeemed.$Shape;
            }

            namespace TicketRedeemed {

                /** Properties of a TicketRedeemed. */
                interface $Properties {

                    /** TicketRedeemed connectionId */
                    connectionId?: (string|null);

                    /** TicketRedeemed gatewayId */
                    gatewayId?: (string|null);

                    /** TicketRedeemed flow */
                    flow?: (string|null);

                    /** TicketRedeemed sealed */
                    sealed?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TicketRedeemed. */
                type $Shape = causeway.events.v1.TicketRedeemed.$Properties;
            }

            /**
             * Properties of a CandidateExcluded.
             * @deprecated Use causeway.events.v1.CandidateExcluded.$Properties instead.
             */
            interface ICandidateExcluded extends causeway.events.v1.CandidateExcluded.$Properties {
            }

            /** Represents a CandidateExcluded. */
            class CandidateExcluded {

                /**
                 * Constructs a new CandidateExcluded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.CandidateExcluded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** CandidateExcluded hostId. */
                hostId: string;

                /** CandidateExcluded reason. */
                reason: string;

                /**
                 * Creates a new CandidateExcluded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns CandidateExcluded instance
                 */
                static create(properties: causeway.events.v1.CandidateExcluded.$Shape): causeway.events.v1.CandidateExcluded & causeway.events.v1.CandidateExcluded.$Shape;
                static create(properties?: causeway.events.v1.CandidateExcluded.$Properties): causeway.events.v1.CandidateExcluded;

                /**
                 * Encodes the specified CandidateExcluded message. Does not implicitly {@link causeway.events.v1.CandidateExcluded.verify|verify} messages.
                 * @param message CandidateExcluded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.CandidateExcluded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a CandidateExcluded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.CandidateExcluded & causeway.events.v1.CandidateExcluded.$Shape} CandidateExcluded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.CandidateExcluded & causeway.events.v1.CandidateExcluded.$Shape;
            }

            namespace CandidateExcluded {

                /** Properties of a CandidateExcluded. */
                interface $Properties {

                    /** CandidateExcluded hostId */
                    hostId?: (string|null);

                    /** CandidateExcluded reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a CandidateExcluded. */
                type $Shape = causeway.events.v1.CandidateExcluded.$Properties;
            }

            /**
             * Properties of a HostAssigned.
             * @deprecated Use causeway.events.v1.HostAssigned.$Properties instead.
             */
            interface IHostAssigned extends causeway.events.v1.HostAssigned.$Properties {
            }

            /** Represents a HostAssigned. */
            class HostAssigned {

                /**
                 * Constructs a new HostAssigned.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostAssigned.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostAssigned connectionId. */
                connectionId: string;

                /** HostAssigned hostId. */
                hostId: string;

                /** HostAssigned userSessionId. */
                userSessionId: string;

                /** HostAssigned existingSession. */
                existingSession: boolean;

                /** HostAssigned placement. */
                placement: string;

                /** HostAssigned policyVersion. */
                policyVersion: number;

                /** HostAssigned draw. */
                draw: number;

                /** HostAssigned sessionLimit. */
                sessionLimit: number;

                /** HostAssigned eligibleCount. */
                eligibleCount: number;

                /** HostAssigned fullCount. */
                fullCount: number;

                /** HostAssigned drainingCount. */
                drainingCount: number;

                /** HostAssigned unavailableCount. */
                unavailableCount: number;

                /** HostAssigned triedCount. */
                triedCount: number;

                /** HostAssigned excluded. */
                excluded: causeway.events.v1.CandidateExcluded.$Properties[];

                /** HostAssigned attempt. */
                attempt: number;

                /**
                 * Creates a new HostAssigned instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostAssigned instance
                 */
                static create(properties: causeway.events.v1.HostAssigned.$Shape): causeway.events.v1.HostAssigned & causeway.events.v1.HostAssigned.$Shape;
                static create(properties?: causeway.events.v1.HostAssigned.$Properties): causeway.events.v1.HostAssigned;

                /**
                 * Encodes the specified HostAssigned message. Does not implicitly {@link causeway.events.v1.HostAssigned.verify|verify} messages.
                 * @param message HostAssigned message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostAssigned.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostAssigned message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostAssigned & causeway.events.v1.HostAssigned.$Shape} HostAssigned
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostAssigned & causeway.events.v1.HostAssigned.$Shape;
            }

            namespace HostAssigned {

                /** Properties of a HostAssigned. */
                interface $Properties {

                    /** HostAssigned connectionId */
                    connectionId?: (string|null);

                    /** HostAssigned hostId */
                    hostId?: (string|null);

                    /** HostAssigned userSessionId */
                    userSessionId?: (string|null);

                    /** HostAssigned existingSession */
                    existingSession?: (boolean|null);

                    /** HostAssigned placement */
                    placement?: (string|null);

                    /** HostAssigned policyVersion */
                    policyVersion?: (number|null);

                    /** HostAssigned draw */
                    draw?: (number|null);

                    /** HostAssigned sessionLimit */
                    sessionLimit?: (number|null);

                    /** HostAssigned eligibleCount */
                    eligibleCount?: (number|null);

                    /** HostAssigned fullCount */
                    fullCount?: (number|null);

                    /** HostAssigned drainingCount */
                    drainingCount?: (number|null);

                    /** HostAssigned unavailableCount */
                    unavailableCount?: (number|null);

                    /** HostAssigned triedCount */
                    triedCount?: (number|null);

                    /** HostAssigned excluded */
                    excluded?: (causeway.events.v1.CandidateExcluded.$Properties[]|null);

                    /** HostAssigned attempt */
                    attempt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostAssigned. */
                type $Shape = causeway.events.v1.HostAssigned.$Properties;
            }

            /**
             * Properties of a RendezvousSent.
             * @deprecated Use causeway.events.v1.RendezvousSent.$Properties instead.
             */
            interface IRendezvousSent extends causeway.events.v1.RendezvousSent.$Properties {
            }

            /** Represents a RendezvousSent. */
            class RendezvousSent {

                /**
                 * Constructs a new RendezvousSent.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RendezvousSent.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousSent connectionId. */
                connectionId: string;

                /** RendezvousSent attempt. */
                attempt: number;

                /** RendezvousSent hostId. */
                hostId: string;

                /** RendezvousSent gatewayId. */
                gatewayId: string;

                /** RendezvousSent secretHash. */
                secretHash: Uint8Array;

                /** RendezvousSent brokerId. */
                brokerId: string;

                /** RendezvousSent expiresAt. */
                expiresAt: number;

                /**
                 * Creates a new RendezvousSent instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousSent instance
                 */
                static create(properties: causeway.events.v1.RendezvousSent.$Shape): causeway.events.v1.RendezvousSent & causeway.events.v1.RendezvousSent.$Shape;
                static create(properties?: causeway.events.v1.RendezvousSent.$Properties): causeway.events.v1.RendezvousSent;

                /**
                 * Encodes the specified RendezvousSent message. Does not implicitly {@link causeway.events.v1.RendezvousSent.verify|verify} messages.
                 * @param message RendezvousSent message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RendezvousSent.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousSent message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RendezvousSent & causeway.events.v1.RendezvousSent.$Shape} RendezvousSent
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RendezvousSent & causeway.events.v1.RendezvousSent.$Shape;
            }

            namespace RendezvousSent {

                /** Properties of a RendezvousSent. */
                interface $Properties {

                    /** RendezvousSent connectionId */
                    connectionId?: (string|null);

                    /** RendezvousSent attempt */
                    attempt?: (number|null);

                    /** RendezvousSent hostId */
                    hostId?: (string|null);

                    /** RendezvousSent gatewayId */
                    gatewayId?: (string|null);

                    /** RendezvousSent secretHash */
                    secretHash?: (Uint8Array|null);

                    /** RendezvousSent brokerId */
                    brokerId?: (string|null);

                    /** RendezvousSent expiresAt */
                    expiresAt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousSent. */
                type $Shape = causeway.events.v1.RendezvousSent.$Properties;
            }

            /**
             * Properties of a RendezvousAccepted.
             * @deprecated Use causeway.events.v1.RendezvousAccepted.$Properties instead.
             */
            interface IRendezvousAccepted extends causeway.events.v1.RendezvousAccepted.$Properties {
            }

            /** Represents a RendezvousAccepted. */
            class RendezvousAccepted {

                /**
                 * Constructs a new RendezvousAccepted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RendezvousAccepted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousAccepted connectionId. */
                connectionId: string;

                /** RendezvousAccepted attempt. */
                attempt: number;

                /**
                 * Creates a new RendezvousAccepted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousAccepted instance
                 */
                static create(properties: causeway.events.v1.RendezvousAccepted.$Shape): causeway.events.v1.RendezvousAccepted & causeway.events.v1.RendezvousAccepted.$Shape;
                static create(properties?: causeway.events.v1.RendezvousAccepted.$Properties): causeway.events.v1.RendezvousAccepted;

                /**
                 * Encodes the specified RendezvousAccepted message. Does not implicitly {@link causeway.events.v1.RendezvousAccepted.verify|verify} messages.
                 * @param message RendezvousAccepted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RendezvousAccepted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousAccepted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RendezvousAccepted & causeway.events.v1.RendezvousAccepted.$Shape} RendezvousAccepted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RendezvousAccepted & causeway.events.v1.RendezvousAccepted.$Shape;
            }

            namespace RendezvousAccepted {

                /** Properties of a RendezvousAccepted. */
                interface $Properties {

                    /** RendezvousAccepted connectionId */
                    connectionId?: (string|null);

                    /** RendezvousAccepted attempt */
                    attempt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousAccepted. */
                type $Shape = causeway.events.v1.RendezvousAccepted.$Properties;
            }

            /**
             * Properties of a RendezvousDeclined.
             * @deprecated Use causeway.events.v1.RendezvousDeclined.$Properties instead.
             */
            interface IRendezvousDeclined extends causeway.events.v1.RendezvousDeclined.$Properties {
            }

            /** Represents a RendezvousDeclined. */
            class RendezvousDeclined {

                /**
                 * Constructs a new RendezvousDeclined.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RendezvousDeclined.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RendezvousDeclined connectionId. */
                connectionId: string;

                /** RendezvousDeclined attempt. */
                attempt: number;

                /** RendezvousDeclined code. */
                code: string;

                /** RendezvousDeclined detail. */
                detail: string;

                /**
                 * Creates a new RendezvousDeclined instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RendezvousDeclined instance
                 */
                static create(properties: causeway.events.v1.RendezvousDeclined.$Shape): causeway.events.v1.RendezvousDeclined & causeway.events.v1.RendezvousDeclined.$Shape;
                static create(properties?: causeway.events.v1.RendezvousDeclined.$Properties): causeway.events.v1.RendezvousDeclined;

                /**
                 * Encodes the specified RendezvousDeclined message. Does not implicitly {@link causeway.events.v1.RendezvousDeclined.verify|verify} messages.
                 * @param message RendezvousDeclined message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RendezvousDeclined.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RendezvousDeclined message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RendezvousDeclined & causeway.events.v1.RendezvousDeclined.$Shape} RendezvousDeclined
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RendezvousDeclined & causeway.events.v1.RendezvousDeclined.$Shape;
            }

            namespace RendezvousDeclined {

                /** Properties of a RendezvousDeclined. */
                interface $Properties {

                    /** RendezvousDeclined connectionId */
                    connectionId?: (string|null);

                    /** RendezvousDeclined attempt */
                    attempt?: (number|null);

                    /** RendezvousDeclined code */
                    code?: (string|null);

                    /** RendezvousDeclined detail */
                    detail?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RendezvousDeclined. */
                type $Shape = causeway.events.v1.RendezvousDeclined.$Properties;
            }

            /**
             * Properties of a HostLegJoined.
             * @deprecated Use causeway.events.v1.HostLegJoined.$Properties instead.
             */
            interface IHostLegJoined extends causeway.events.v1.HostLegJoined.$Properties {
            }

            /** Represents a HostLegJoined. */
            class HostLegJoined {

                /**
                 * Constructs a new HostLegJoined.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.HostLegJoined.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** HostLegJoined connectionId. */
                connectionId: string;

                /** HostLegJoined attempt. */
                attempt: number;

                /** HostLegJoined gatewayId. */
                gatewayId: string;

                /**
                 * Creates a new HostLegJoined instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns HostLegJoined instance
                 */
                static create(properties: causeway.events.v1.HostLegJoined.$Shape): causeway.events.v1.HostLegJoined & causeway.events.v1.HostLegJoined.$Shape;
                static create(properties?: causeway.events.v1.HostLegJoined.$Properties): causeway.events.v1.HostLegJoined;

                /**
                 * Encodes the specified HostLegJoined message. Does not implicitly {@link causeway.events.v1.HostLegJoined.verify|verify} messages.
                 * @param message HostLegJoined message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.HostLegJoined.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a HostLegJoined message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.HostLegJoined & causeway.events.v1.HostLegJoined.$Shape} HostLegJoined
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.HostLegJoined & causeway.events.v1.HostLegJoined.$Shape;
            }

            namespace HostLegJoined {

                /** Properties of a HostLegJoined. */
                interface $Properties {

                    /** HostLegJoined connectionId */
                    connectionId?: (string|null);

                    /** HostLegJoined attempt */
                    attempt?: (number|null);

                    /** HostLegJoined gatewayId */
                    gatewayId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a HostLegJoined. */
                type $Shape = causeway.events.v1.HostLegJoined.$Properties;
            }

            /**
             * Properties of a ClientLegJoined.
             * @deprecated Use causeway.events.v1.ClientLegJoined.$Properties instead.
             */
            interface IClientLegJoined extends causeway.events.v1.ClientLegJoined.$Properties {
            }

            /** Represents a ClientLegJoined. */
            class ClientLegJoined {

                /**
                 * Constructs a new ClientLegJoined.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ClientLegJoined.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ClientLegJoined connectionId. */
                connectionId: string;

                /** ClientLegJoined gatewayId. */
                gatewayId: string;

                /**
                 * Creates a new ClientLegJoined instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ClientLegJoined instance
                 */
                static create(properties: causeway.events.v1.ClientLegJoined.$Shape): causeway.events.v1.ClientLegJoined & causeway.events.v1.ClientLegJoined.$Shape;
                static create(properties?: causeway.events.v1.ClientLegJoined.$Properties): causeway.events.v1.ClientLegJoined;

                /**
                 * Encodes the specified ClientLegJoined message. Does not implicitly {@link causeway.events.v1.ClientLegJoined.verify|verify} messages.
                 * @param message ClientLegJoined message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ClientLegJoined.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ClientLegJoined message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ClientLegJoined & causeway.events.v1.ClientLegJoined.$Shape} ClientLegJoined
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ClientLegJoined & causeway.events.v1.ClientLegJoined.$Shape;
            }

            namespace ClientLegJoined {

                /** Properties of a ClientLegJoined. */
                interface $Properties {

                    /** ClientLegJoined connectionId */
                    connectionId?: (string|null);

                    /** ClientLegJoined gatewayId */
                    gatewayId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ClientLegJoined. */
                type $Shape = causeway.events.v1.ClientLegJoined.$Properties;
            }

            /**
             * Properties of a RelayStarted.
             * @deprecated Use causeway.events.v1.RelayStarted.$Properties instead.
             */
            interface IRelayStarted extends causeway.events.v1.RelayStarted.$Properties {
            }

            /** Represents a RelayStarted. */
            class RelayStarted {

                /**
                 * Constructs a new RelayStarted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RelayStarted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RelayStarted connectionId. */
                connectionId: string;

                /** RelayStarted gatewayId. */
                gatewayId: string;

                /**
                 * Creates a new RelayStarted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RelayStarted instance
                 */
                static create(properties: causeway.events.v1.RelayStarted.$Shape): causeway.events.v1.RelayStarted & causeway.events.v1.RelayStarted.$Shape;
                static create(properties?: causeway.events.v1.RelayStarted.$Properties): causeway.events.v1.RelayStarted;

                /**
                 * Encodes the specified RelayStarted message. Does not implicitly {@link causeway.events.v1.RelayStarted.verify|verify} messages.
                 * @param message RelayStarted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RelayStarted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RelayStarted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RelayStarted & causeway.events.v1.RelayStarted.$Shape} RelayStarted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RelayStarted & causeway.events.v1.RelayStarted.$Shape;
            }

            namespace RelayStarted {

                /** Properties of a RelayStarted. */
                interface $Properties {

                    /** RelayStarted connectionId */
                    connectionId?: (string|null);

                    /** RelayStarted gatewayId */
                    gatewayId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RelayStarted. */
                type $Shape = causeway.events.v1.RelayStarted.$Properties;
            }

            /**
             * Properties of a ConnectionEndOrdered.
             * @deprecated Use causeway.events.v1.ConnectionEndOrdered.$Properties instead.
             */
            interface IConnectionEndOrdered extends causeway.events.v1.ConnectionEndOrdered.$Properties {
            }

            /** Represents a ConnectionEndOrdered. */
            class ConnectionEndOrdered {

                /**
                 * Constructs a new ConnectionEndOrdered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ConnectionEndOrdered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConnectionEndOrdered connectionId. */
                connectionId: string;

                /** ConnectionEndOrdered reason. */
                reason: string;

                /**
                 * Creates a new ConnectionEndOrdered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConnectionEndOrdered instance
                 */
                static create(properties: causeway.events.v1.ConnectionEndOrdered.$Shape): causeway.events.v1.ConnectionEndOrdered & causeway.events.v1.ConnectionEndOrdered.$Shape;
                static create(properties?: causeway.events.v1.ConnectionEndOrdered.$Properties): causeway.events.v1.ConnectionEndOrdered;

                /**
                 * Encodes the specified ConnectionEndOrdered message. Does not implicitly {@link causeway.events.v1.ConnectionEndOrdered.verify|verify} messages.
                 * @param message ConnectionEndOrdered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ConnectionEndOrdered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConnectionEndOrdered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ConnectionEndOrdered & causeway.events.v1.ConnectionEndOrdered.$Shape} ConnectionEndOrdered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ConnectionEndOrdered & causeway.events.v1.ConnectionEndOrdered.$Shape;
            }

            namespace ConnectionEndOrdered {

                /** Properties of a ConnectionEndOrdered. */
                interface $Properties {

                    /** ConnectionEndOrdered connectionId */
                    connectionId?: (string|null);

                    /** ConnectionEndOrdered reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConnectionEndOrdered. */
                type $Shape = causeway.events.v1.ConnectionEndOrdered.$Properties;
            }

            /**
             * Properties of a RelayEnded.
             * @deprecated Use causeway.events.v1.RelayEnded.$Properties instead.
             */
            interface IRelayEnded extends causeway.events.v1.RelayEnded.$Properties {
            }

            /** Represents a RelayEnded. */
            class RelayEnded {

                /**
                 * Constructs a new RelayEnded.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.RelayEnded.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** RelayEnded connectionId. */
                connectionId: string;

                /** RelayEnded endedBy. */
                endedBy: string;

                /** RelayEnded reason. */
                reason: string;

                /** RelayEnded bytesToClient. */
                bytesToClient: number;

                /** RelayEnded bytesToHost. */
                bytesToHost: number;

                /** RelayEnded durationMs. */
                durationMs: number;

                /** RelayEnded peakBufferedBytes. */
                peakBufferedBytes: number;

                /** RelayEnded messagesToClient. */
                messagesToClient: number;

                /** RelayEnded messagesToHost. */
                messagesToHost: number;

                /** RelayEnded stalls. */
                stalls: number;

                /**
                 * Creates a new RelayEnded instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns RelayEnded instance
                 */
                static create(properties: causeway.events.v1.RelayEnded.$Shape): causeway.events.v1.RelayEnded & causeway.events.v1.RelayEnded.$Shape;
                static create(properties?: causeway.events.v1.RelayEnded.$Properties): causeway.events.v1.RelayEnded;

                /**
                 * Encodes the specified RelayEnded message. Does not implicitly {@link causeway.events.v1.RelayEnded.verify|verify} messages.
                 * @param message RelayEnded message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.RelayEnded.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a RelayEnded message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.RelayEnded & causeway.events.v1.RelayEnded.$Shape} RelayEnded
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.RelayEnded & causeway.events.v1.RelayEnded.$Shape;
            }

            namespace RelayEnded {

                /** Properties of a RelayEnded. */
                interface $Properties {

                    /** RelayEnded connectionId */
                    connectionId?: (string|null);

                    /** RelayEnded endedBy */
                    endedBy?: (string|null);

                    /** RelayEnded reason */
                    reason?: (string|null);

                    /** RelayEnded bytesToClient */
                    bytesToClient?: (number|null);

                    /** RelayEnded bytesToHost */
                    bytesToHost?: (number|null);

                    /** RelayEnded durationMs */
                    durationMs?: (number|null);

                    /** RelayEnded peakBufferedBytes */
                    peakBufferedBytes?: (number|null);

                    /** RelayEnded messagesToClient */
                    messagesToClient?: (number|null);

                    /** RelayEnded messagesToHost */
                    messagesToHost?: (number|null);

                    /** RelayEnded stalls */
                    stalls?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a RelayEnded. */
                type $Shape = causeway.events.v1.RelayEnded.$Properties;
            }

            /**
             * Properties of a ConnectionFailed.
             * @deprecated Use causeway.events.v1.ConnectionFailed.$Properties instead.
             */
            interface IConnectionFailed extends causeway.events.v1.ConnectionFailed.$Properties {
            }

            /** Represents a ConnectionFailed. */
            class ConnectionFailed {

                /**
                 * Constructs a new ConnectionFailed.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.ConnectionFailed.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** ConnectionFailed connectionId. */
                connectionId: string;

                /** ConnectionFailed stage. */
                stage: string;

                /** ConnectionFailed code. */
                code: string;

                /** ConnectionFailed fault. */
                fault: string;

                /** ConnectionFailed detail. */
                detail: string;

                /** ConnectionFailed fullCount. */
                fullCount: number;

                /** ConnectionFailed drainingCount. */
                drainingCount: number;

                /** ConnectionFailed unavailableCount. */
                unavailableCount: number;

                /** ConnectionFailed triedCount. */
                triedCount: number;

                /** ConnectionFailed excluded. */
                excluded: causeway.events.v1.CandidateExcluded.$Properties[];

                /**
                 * Creates a new ConnectionFailed instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns ConnectionFailed instance
                 */
                static create(properties: causeway.events.v1.ConnectionFailed.$Shape): causeway.events.v1.ConnectionFailed & causeway.events.v1.ConnectionFailed.$Shape;
                static create(properties?: causeway.events.v1.ConnectionFailed.$Properties): causeway.events.v1.ConnectionFailed;

                /**
                 * Encodes the specified ConnectionFailed message. Does not implicitly {@link causeway.events.v1.ConnectionFailed.verify|verify} messages.
                 * @param message ConnectionFailed message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.ConnectionFailed.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a ConnectionFailed message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.ConnectionFailed & causeway.events.v1.ConnectionFailed.$Shape} ConnectionFailed
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.ConnectionFailed & causeway.events.v1.ConnectionFailed.$Shape;
            }

            namespace ConnectionFailed {

                /** Properties of a ConnectionFailed. */
                interface $Properties {

                    /** ConnectionFailed connectionId */
                    connectionId?: (string|null);

                    /** ConnectionFailed stage */
                    stage?: (string|null);

                    /** ConnectionFailed code */
                    code?: (string|null);

                    /** ConnectionFailed fault */
                    fault?: (string|null);

                    /** ConnectionFailed detail */
                    detail?: (string|null);

                    /** ConnectionFailed fullCount */
                    fullCount?: (number|null);

                    /** ConnectionFailed drainingCount */
                    drainingCount?: (number|null);

                    /** ConnectionFailed unavailableCount */
                    unavailableCount?: (number|null);

                    /** ConnectionFailed triedCount */
                    triedCount?: (number|null);

                    /** ConnectionFailed excluded */
                    excluded?: (causeway.events.v1.CandidateExcluded.$Properties[]|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a ConnectionFailed. */
                type $Shape = causeway.events.v1.ConnectionFailed.$Properties;
            }

            /**
             * Properties of a PersonalData.
             * @deprecated Use causeway.events.v1.PersonalData.$Properties instead.
             */
            interface IPersonalData extends causeway.events.v1.PersonalData.$Properties {
            }

            /** Represents a PersonalData. */
            class PersonalData {

                /**
                 * Constructs a new PersonalData.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.PersonalData.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PersonalData userName. */
                userName: string;

                /** PersonalData clientAddress. */
                clientAddress: string;

                /** PersonalData deviceName. */
                deviceName: string;

                /**
                 * Creates a new PersonalData instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PersonalData instance
                 */
                static create(properties: causeway.events.v1.PersonalData.$Shape): causeway.events.v1.PersonalData & causeway.events.v1.PersonalData.$Shape;
                static create(properties?: causeway.events.v1.PersonalData.$Properties): causeway.events.v1.PersonalData;

                /**
                 * Encodes the specified PersonalData message. Does not implicitly {@link causeway.events.v1.PersonalData.verify|verify} messages.
                 * @param message PersonalData message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.PersonalData.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PersonalData message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.PersonalData & causeway.events.v1.PersonalData.$Shape} PersonalData
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.PersonalData & causeway.events.v1.PersonalData.$Shape;
            }

            namespace PersonalData {

                /** Properties of a PersonalData. */
                interface $Properties {

                    /** PersonalData userName */
                    userName?: (string|null);

                    /** PersonalData clientAddress */
                    clientAddress?: (string|null);

                    /** PersonalData deviceName */
                    deviceName?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PersonalData. */
                type $Shape = causeway.events.v1.PersonalData.$Properties;
            }

            /**
             * Properties of a GatewayInvited.
             * @deprecated Use causeway.events.v1.GatewayInvited.$Properties instead.
             */
            interface IGatewayInvited extends causeway.events.v1.GatewayInvited.$Properties {
            }

            /** Represents a GatewayInvited. */
            class GatewayInvited {

                /**
                 * Constructs a new GatewayInvited.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayInvited.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayInvited gatewayId. */
                gatewayId: string;

                /** GatewayInvited name. */
                name: string;

                /** GatewayInvited region. */
                region: string;

                /** GatewayInvited secretHash. */
                secretHash: Uint8Array;

                /** GatewayInvited expiresAt. */
                expiresAt: number;

                /**
                 * Creates a new GatewayInvited instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayInvited instance
                 */
                static create(properties: causeway.events.v1.GatewayInvited.$Shape): causeway.events.v1.GatewayInvited & causeway.events.v1.GatewayInvited.$Shape;
                static create(properties?: causeway.events.v1.GatewayInvited.$Properties): causeway.events.v1.GatewayInvited;

                /**
                 * Encodes the specified GatewayInvited message. Does not implicitly {@link causeway.events.v1.GatewayInvited.verify|verify} messages.
                 * @param message GatewayInvited message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayInvited.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayInvited message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayInvited & causeway.events.v1.GatewayInvited.$Shape} GatewayInvited
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayInvited & causeway.events.v1.GatewayInvited.$Shape;
            }

            namespace GatewayInvited {

                /** Properties of a GatewayInvited. */
                interface $Properties {

                    /** GatewayInvited gatewayId */
                    gatewayId?: (string|null);

                    /** GatewayInvited name */
                    name?: (string|null);

                    /** GatewayInvited region */
                    region?: (string|null);

                    /** GatewayInvited secretHash */
                    secretHash?: (Uint8Array|null);

                    /** GatewayInvited expiresAt */
                    expiresAt?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayInvited. */
                type $Shape = causeway.events.v1.GatewayInvited.$Properties;
            }

            /**
             * Properties of a GatewayRegistered.
             * @deprecated Use causeway.events.v1.GatewayRegistered.$Properties instead.
             */
            interface IGatewayRegistered extends causeway.events.v1.GatewayRegistered.$Properties {
            }

            /** Represents a GatewayRegistered. */
            class GatewayRegistered {

                /**
                 * Constructs a new GatewayRegistered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayRegistered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayRegistered gatewayId. */
                gatewayId: string;

                /** GatewayRegistered publicKey. */
                publicKey: Uint8Array;

                /**
                 * Creates a new GatewayRegistered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayRegistered instance
                 */
                static create(properties: causeway.events.v1.GatewayRegistered.$Shape): causeway.events.v1.GatewayRegistered & causeway.events.v1.GatewayRegistered.$Shape;
                static create(properties?: causeway.events.v1.GatewayRegistered.$Properties): causeway.events.v1.GatewayRegistered;

                /**
                 * Encodes the specified GatewayRegistered message. Does not implicitly {@link causeway.events.v1.GatewayRegistered.verify|verify} messages.
                 * @param message GatewayRegistered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayRegistered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayRegistered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayRegistered & causeway.events.v1.GatewayRegistered.$Shape} GatewayRegistered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayRegistered & causeway.events.v1.GatewayRegistered.$Shape;
            }

            namespace GatewayRegistered {

                /** Properties of a GatewayRegistered. */
                interface $Properties {

                    /** GatewayRegistered gatewayId */
                    gatewayId?: (string|null);

                    /** GatewayRegistered publicKey */
                    publicKey?: (Uint8Array|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayRegistered. */
                type $Shape = causeway.events.v1.GatewayRegistered.$Properties;
            }

            /**
             * Properties of a GatewayConnected.
             * @deprecated Use causeway.events.v1.GatewayConnected.$Properties instead.
             */
            interface IGatewayConnected extends causeway.events.v1.GatewayConnected.$Properties {
            }

            /** Represents a GatewayConnected. */
            class GatewayConnected {

                /**
                 * Constructs a new GatewayConnected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayConnected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayConnected gatewayId. */
                gatewayId: string;

                /** GatewayConnected brokerId. */
                brokerId: string;

                /** GatewayConnected incarnation. */
                incarnation: string;

                /** GatewayConnected clientUrl. */
                clientUrl: string;

                /** GatewayConnected ownUrl. */
                ownUrl: string;

                /** GatewayConnected version. */
                version: string;

                /**
                 * Creates a new GatewayConnected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayConnected instance
                 */
                static create(properties: causeway.events.v1.GatewayConnected.$Shape): causeway.events.v1.GatewayConnected & causeway.events.v1.GatewayConnected.$Shape;
                static create(properties?: causeway.events.v1.GatewayConnected.$Properties): causeway.events.v1.GatewayConnected;

                /**
                 * Encodes the specified GatewayConnected message. Does not implicitly {@link causeway.events.v1.GatewayConnected.verify|verify} messages.
                 * @param message GatewayConnected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayConnected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayConnected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayConnected & causeway.events.v1.GatewayConnected.$Shape} GatewayConnected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayConnected & causeway.events.v1.GatewayConnected.$Shape;
            }

            namespace GatewayConnected {

                /** Properties of a GatewayConnected. */
                interface $Properties {

                    /** GatewayConnected gatewayId */
                    gatewayId?: (string|null);

                    /** GatewayConnected brokerId */
                    brokerId?: (string|null);

                    /** GatewayConnected incarnation */
                    incarnation?: (string|null);

                    /** GatewayConnected clientUrl */
                    clientUrl?: (string|null);

                    /** GatewayConnected ownUrl */
                    ownUrl?: (string|null);

                    /** GatewayConnected version */
                    version?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayConnected. */
                type $Shape = causeway.events.v1.GatewayConnected.$Properties;
            }

            /**
             * Properties of a GatewayDisconnected.
             * @deprecated Use causeway.events.v1.GatewayDisconnected.$Properties instead.
             */
            interface IGatewayDisconnected extends causeway.events.v1.GatewayDisconnected.$Properties {
            }

            /** Represents a GatewayDisconnected. */
            class GatewayDisconnected {

                /**
                 * Constructs a new GatewayDisconnected.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayDisconnected.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayDisconnected gatewayId. */
                gatewayId: string;

                /** GatewayDisconnected brokerId. */
                brokerId: string;

                /** GatewayDisconnected incarnation. */
                incarnation: string;

                /** GatewayDisconnected reason. */
                reason: string;

                /**
                 * Creates a new GatewayDisconnected instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayDisconnected instance
                 */
                static create(properties: causeway.events.v1.GatewayDisconnected.$Shape): causeway.events.v1.GatewayDisconnected & causeway.events.v1.GatewayDisconnected.$Shape;
                static create(properties?: causeway.events.v1.GatewayDisconnected.$Properties): causeway.events.v1.GatewayDisconnected;

                /**
                 * Encodes the specified GatewayDisconnected message. Does not implicitly {@link causeway.events.v1.GatewayDisconnected.verify|verify} messages.
                 * @param message GatewayDisconnected message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayDisconnected.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayDisconnected message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayDisconnected & causeway.events.v1.GatewayDisconnected.$Shape} GatewayDisconnected
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayDisconnected & causeway.events.v1.GatewayDisconnected.$Shape;
            }

            namespace GatewayDisconnected {

                /** Properties of a GatewayDisconnected. */
                interface $Properties {

                    /** GatewayDisconnected gatewayId */
                    gatewayId?: (string|null);

                    /** GatewayDisconnected brokerId */
                    brokerId?: (string|null);

                    /** GatewayDisconnected incarnation */
                    incarnation?: (string|null);

                    /** GatewayDisconnected reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayDisconnected. */
                type $Shape = causeway.events.v1.GatewayDisconnected.$Properties;
            }

            /**
             * Properties of a GatewayDrainStarted.
             * @deprecated Use causeway.events.v1.GatewayDrainStarted.$Properties instead.
             */
            interface IGatewayDrainStarted extends causeway.events.v1.GatewayDrainStarted.$Properties {
            }

            /** Represents a GatewayDrainStarted. */
            class GatewayDrainStarted {

                /**
                 * Constructs a new GatewayDrainStarted.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayDrainStarted.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayDrainStarted gatewayId. */
                gatewayId: string;

                /**
                 * Creates a new GatewayDrainStarted instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayDrainStarted instance
                 */
                static create(properties: causeway.events.v1.GatewayDrainStarted.$Shape): causeway.events.v1.GatewayDrainStarted & causeway.events.v1.GatewayDrainStarted.$Shape;
                static create(properties?: causeway.events.v1.GatewayDrainStarted.$Properties): causeway.events.v1.GatewayDrainStarted;

                /**
                 * Encodes the specified GatewayDrainStarted message. Does not implicitly {@link causeway.events.v1.GatewayDrainStarted.verify|verify} messages.
                 * @param message GatewayDrainStarted message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayDrainStarted.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayDrainStarted message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayDrainStarted & causeway.events.v1.GatewayDrainStarted.$Shape} GatewayDrainStarted
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayDrainStarted & causeway.events.v1.GatewayDrainStarted.$Shape;
            }

            namespace GatewayDrainStarted {

                /** Properties of a GatewayDrainStarted. */
                interface $Properties {

                    /** GatewayDrainStarted gatewayId */
                    gatewayId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayDrainStarted. */
                type $Shape = causeway.events.v1.GatewayDrainStarted.$Properties;
            }

            /**
             * Properties of a GatewayRemoved.
             * @deprecated Use causeway.events.v1.GatewayRemoved.$Properties instead.
             */
            interface IGatewayRemoved extends causeway.events.v1.GatewayRemoved.$Properties {
            }

            /** Represents a GatewayRemoved. */
            class GatewayRemoved {

                /**
                 * Constructs a new GatewayRemoved.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.GatewayRemoved.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** GatewayRemoved gatewayId. */
                gatewayId: string;

                /**
                 * Creates a new GatewayRemoved instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns GatewayRemoved instance
                 */
                static create(properties: causeway.events.v1.GatewayRemoved.$Shape): causeway.events.v1.GatewayRemoved & causeway.events.v1.GatewayRemoved.$Shape;
                static create(properties?: causeway.events.v1.GatewayRemoved.$Properties): causeway.events.v1.GatewayRemoved;

                /**
                 * Encodes the specified GatewayRemoved message. Does not implicitly {@link causeway.events.v1.GatewayRemoved.verify|verify} messages.
                 * @param message GatewayRemoved message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.GatewayRemoved.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a GatewayRemoved message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.GatewayRemoved & causeway.events.v1.GatewayRemoved.$Shape} GatewayRemoved
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.GatewayRemoved & causeway.events.v1.GatewayRemoved.$Shape;
            }

            namespace GatewayRemoved {

                /** Properties of a GatewayRemoved. */
                interface $Properties {

                    /** GatewayRemoved gatewayId */
                    gatewayId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a GatewayRemoved. */
                type $Shape = causeway.events.v1.GatewayRemoved.$Properties;
            }

            /**
             * Properties of a PersonErased.
             * @deprecated Use causeway.events.v1.PersonErased.$Properties instead.
             */
            interface IPersonErased extends causeway.events.v1.PersonErased.$Properties {
            }

            /** Represents a PersonErased. */
            class PersonErased {

                /**
                 * Constructs a new PersonErased.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.PersonErased.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** PersonErased userId. */
                userId: string;

                /**
                 * Creates a new PersonErased instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns PersonErased instance
                 */
                static create(properties: causeway.events.v1.PersonErased.$Shape): causeway.events.v1.PersonErased & causeway.events.v1.PersonErased.$Shape;
                static create(properties?: causeway.events.v1.PersonErased.$Properties): causeway.events.v1.PersonErased;

                /**
                 * Encodes the specified PersonErased message. Does not implicitly {@link causeway.events.v1.PersonErased.verify|verify} messages.
                 * @param message PersonErased message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.PersonErased.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a PersonErased message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.PersonErased & causeway.events.v1.PersonErased.$Shape} PersonErased
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.PersonErased & causeway.events.v1.PersonErased.$Shape;
            }

            namespace PersonErased {

                /** Properties of a PersonErased. */
                interface $Properties {

                    /** PersonErased userId */
                    userId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a PersonErased. */
                type $Shape = causeway.events.v1.PersonErased.$Properties;
            }

            /**
             * Properties of a TicketKeyPublished.
             * @deprecated Use causeway.events.v1.TicketKeyPublished.$Properties instead.
             */
            interface ITicketKeyPublished extends causeway.events.v1.TicketKeyPublished.$Properties {
            }

            /** Represents a TicketKeyPublished. */
            class TicketKeyPublished {

                /**
                 * Constructs a new TicketKeyPublished.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.TicketKeyPublished.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TicketKeyPublished siteId. */
                siteId: string;

                /** TicketKeyPublished keyId. */
                keyId: string;

                /** TicketKeyPublished brokerId. */
                brokerId: string;

                /** TicketKeyPublished publicKey. */
                publicKey: Uint8Array;

                /** TicketKeyPublished signsFrom. */
                signsFrom: number;

                /**
                 * Creates a new TicketKeyPublished instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TicketKeyPublished instance
                 */
                static create(properties: causeway.events.v1.TicketKeyPublished.$Shape): causeway.events.v1.TicketKeyPublished & causeway.events.v1.TicketKeyPublished.$Shape;
                static create(properties?: causeway.events.v1.TicketKeyPublished.$Properties): causeway.events.v1.TicketKeyPublished;

                /**
                 * Encodes the specified TicketKeyPublished message. Does not implicitly {@link causeway.events.v1.TicketKeyPublished.verify|verify} messages.
                 * @param message TicketKeyPublished message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.TicketKeyPublished.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TicketKeyPublished message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.TicketKeyPublished & causeway.events.v1.TicketKeyPublished.$Shape} TicketKeyPublished
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.TicketKeyPublished & causeway.events.v1.TicketKeyPublished.$Shape;
            }

            namespace TicketKeyPublished {

                /** Properties of a TicketKeyPublished. */
                interface $Properties {

                    /** TicketKeyPublished siteId */
                    siteId?: (string|null);

                    /** TicketKeyPublished keyId */
                    keyId?: (string|null);

                    /** TicketKeyPublished brokerId */
                    brokerId?: (string|null);

                    /** TicketKeyPublished publicKey */
                    publicKey?: (Uint8Array|null);

                    /** TicketKeyPublished signsFrom */
                    signsFrom?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TicketKeyPublished. */
                type $Shape = causeway.events.v1.TicketKeyPublished.$Properties;
            }

            /**
             * Properties of a TicketKeyRotationOrdered.
             * @deprecated Use causeway.events.v1.TicketKeyRotationOrdered.$Properties instead.
             */
            interface ITicketKeyRotationOrdered extends causeway.events.v1.TicketKeyRotationOrdered.$Properties {
            }

            /** Represents a TicketKeyRotationOrdered. */
            class TicketKeyRotationOrdered {

                /**
                 * Constructs a new TicketKeyRotationOrdered.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.TicketKeyRotationOrdered.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TicketKeyRotationOrdered siteId. */
                siteId: string;

                /**
                 * Creates a new TicketKeyRotationOrdered instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TicketKeyRotationOrdered instance
                 */
                static create(properties: causeway.events.v1.TicketKeyRotationOrdered.$Shape): causeway.events.v1.TicketKeyRotationOrdered & causeway.events.v1.TicketKeyRotationOrdered.$Shape;
                static create(properties?: causeway.events.v1.TicketKeyRotationOrdered.$Properties): causeway.events.v1.TicketKeyRotationOrdered;

                /**
                 * Encodes the specified TicketKeyRotationOrdered message. Does not implicitly {@link causeway.events.v1.TicketKeyRotationOrdered.verify|verify} messages.
                 * @param message TicketKeyRotationOrdered message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.TicketKeyRotationOrdered.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TicketKeyRotationOrdered message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.TicketKeyRotationOrdered & causeway.events.v1.TicketKeyRotationOrdered.$Shape} TicketKeyRotationOrdered
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.TicketKeyRotationOrdered & causeway.events.v1.TicketKeyRotationOrdered.$Shape;
            }

            namespace TicketKeyRotationOrdered {

                /** Properties of a TicketKeyRotationOrdered. */
                interface $Properties {

                    /** TicketKeyRotationOrdered siteId */
                    siteId?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TicketKeyRotationOrdered. */
                type $Shape = causeway.events.v1.TicketKeyRotationOrdered.$Properties;
            }

            /**
             * Properties of a TicketKeyRetired.
             * @deprecated Use causeway.events.v1.TicketKeyRetired.$Properties instead.
             */
            interface ITicketKeyRetired extends causeway.events.v1.TicketKeyRetired.$Properties {
            }

            /** Represents a TicketKeyRetired. */
            class TicketKeyRetired {

                /**
                 * Constructs a new TicketKeyRetired.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.TicketKeyRetired.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** TicketKeyRetired siteId. */
                siteId: string;

                /** TicketKeyRetired keyId. */
                keyId: string;

                /** TicketKeyRetired reason. */
                reason: string;

                /**
                 * Creates a new TicketKeyRetired instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns TicketKeyRetired instance
                 */
                static create(properties: causeway.events.v1.TicketKeyRetired.$Shape): causeway.events.v1.TicketKeyRetired & causeway.events.v1.TicketKeyRetired.$Shape;
                static create(properties?: causeway.events.v1.TicketKeyRetired.$Properties): causeway.events.v1.TicketKeyRetired;

                /**
                 * Encodes the specified TicketKeyRetired message. Does not implicitly {@link causeway.events.v1.TicketKeyRetired.verify|verify} messages.
                 * @param message TicketKeyRetired message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.TicketKeyRetired.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a TicketKeyRetired message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.TicketKeyRetired & causeway.events.v1.TicketKeyRetired.$Shape} TicketKeyRetired
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.TicketKeyRetired & causeway.events.v1.TicketKeyRetired.$Shape;
            }

            namespace TicketKeyRetired {

                /** Properties of a TicketKeyRetired. */
                interface $Properties {

                    /** TicketKeyRetired siteId */
                    siteId?: (string|null);

                    /** TicketKeyRetired keyId */
                    keyId?: (string|null);

                    /** TicketKeyRetired reason */
                    reason?: (string|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a TicketKeyRetired. */
                type $Shape = causeway.events.v1.TicketKeyRetired.$Properties;
            }

            /**
             * Properties of a FeatureLevelRaised.
             * @deprecated Use causeway.events.v1.FeatureLevelRaised.$Properties instead.
             */
            interface IFeatureLevelRaised extends causeway.events.v1.FeatureLevelRaised.$Properties {
            }

            /** Represents a FeatureLevelRaised. */
            class FeatureLevelRaised {

                /**
                 * Constructs a new FeatureLevelRaised.
                 * @param [properties] Properties to set
                 */
                constructor(properties?: causeway.events.v1.FeatureLevelRaised.$Properties);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];

                /** FeatureLevelRaised level. */
                level: number;

                /**
                 * Creates a new FeatureLevelRaised instance using the specified properties.
                 * @param [properties] Properties to set
                 * @returns FeatureLevelRaised instance
                 */
                static create(properties: causeway.events.v1.FeatureLevelRaised.$Shape): causeway.events.v1.FeatureLevelRaised & causeway.events.v1.FeatureLevelRaised.$Shape;
                static create(properties?: causeway.events.v1.FeatureLevelRaised.$Properties): causeway.events.v1.FeatureLevelRaised;

                /**
                 * Encodes the specified FeatureLevelRaised message. Does not implicitly {@link causeway.events.v1.FeatureLevelRaised.verify|verify} messages.
                 * @param message FeatureLevelRaised message or plain object to encode
                 * @param [writer] Writer to encode to
                 * @returns Writer
                 */
                static encode(message: causeway.events.v1.FeatureLevelRaised.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

                /**
                 * Decodes a FeatureLevelRaised message from the specified reader or buffer.
                 * @param reader Reader or buffer to decode from
                 * @param [length] Message length if known beforehand
                 * @returns {causeway.events.v1.FeatureLevelRaised & causeway.events.v1.FeatureLevelRaised.$Shape} FeatureLevelRaised
                 * @throws {Error} If the payload is not a reader or valid buffer
                 * @throws {$protobuf.util.ProtocolError} If required fields are missing
                 */
                static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): causeway.events.v1.FeatureLevelRaised & causeway.events.v1.FeatureLevelRaised.$Shape;
            }

            namespace FeatureLevelRaised {

                /** Properties of a FeatureLevelRaised. */
                interface $Properties {

                    /** FeatureLevelRaised level */
                    level?: (number|null);

                    /** Unknown fields preserved while decoding when enabled */
                    $unknowns?: Uint8Array[];
                }

                /** Shape of a FeatureLevelRaised. */
                type $Shape = causeway.events.v1.FeatureLevelRaised.$Properties;
            }
        }
    }
}
