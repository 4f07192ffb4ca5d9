"""A convolutional neural network library in pure NumPy. Start with nets/README.md."""

from nets.activations import LeakyReLU, ReLU, Sigmoid, Softmax, Tanh, sigmoid, softmax
from nets.batches import predict
from nets.checkpoint import load, save
from nets.convolution import Conv2D
from nets.dropout import Dropout
from nets.fast.blas import single_blas_thread
from nets.folding import fold_batch_norm
from nets.gradcheck import gradcheck
from nets.history import History
from nets.layer import Layer, build, describe
from nets.linear import Flatten, Linear
from nets.losses import BinaryCrossEntropy, CrossEntropy, Huber, Loss, MeanSquaredError, MultiLoss, accuracy
from nets.normalization import BatchNorm
from nets.optimizers import SGD, Adam
from nets.pictures import (
    activations_picture,
    confusion_picture,
    filters_picture,
    misread_picture,
    saliency_picture,
)
from nets.pooling import GlobalAveragePool, MaxPool2D
from nets.saliency import inference_copy, input_gradient
from nets.schedules import constant, cosine, step_decay, warm_up
from nets.sequential import Sequential
from nets.summary import summary
from nets.threads import limited_threads, set_threads, thread_count
from nets.trainer import OtherRunError, Trainer

__all__ = [
    "SGD",
    "Adam",
    "BatchNorm",
    "BinaryCrossEntropy",
    "Conv2D",
    "CrossEntropy",
    "Dropout",
    "Flatten",
    "GlobalAveragePool",
    "History",
    "Huber",
    "Layer",
    "LeakyReLU",
    "Linear",
    "Loss",
    "MaxPool2D",
    "MeanSquaredError",
    "MultiLoss",
    "OtherRunError",
    "ReLU",
    "Sequential",
    "Sigmoid",
    "Softmax",
    "Tanh",
    "Trainer",
    "accuracy",
    "activations_picture",
    "build",
    "confusion_picture",
    "constant",
    "cosine",
    "describe",
    "filters_picture",
    "fold_batch_norm",
    "gradcheck",
    "inference_copy",
    "input_gradient",
    "limited_threads",
    "load",
    "misread_picture",
    "predict",
    "saliency_picture",
    "save",
    "set_threads",
    "sigmoid",
    "single_blas_thread",
    "softmax",
    "step_decay",
    "summary",
    "thread_count",
    "warm_up",
]
